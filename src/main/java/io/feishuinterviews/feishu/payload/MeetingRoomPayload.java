package io.feishuinterviews.feishu.payload;

import org.jspecify.annotations.Nullable;

/**
 * {@code meeting_room_list[]}.
 */
public record MeetingRoomPayload(@Nullable String roomId, @Nullable String roomName, @Nullable String buildingName,
		@Nullable NumericCode reservedStatus, @Nullable String floorName) {

}
