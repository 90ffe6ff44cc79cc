package io.feishuinterviews.interview;

import org.jspecify.annotations.Nullable;

/**
 * A room reserved for an interview.
 *
 * @param roomId The room's ID. Feishu: {@code room_id}.
 * @param roomName The room's name. Feishu: {@code room_name}.
 * @param buildingName The building it is in. Feishu: {@code building_name}.
 * @param floorName The floor it is on, as a text. Feishu: {@code floor_name}.
 * @param reservedStatus The reservation status. Feishu: {@code reserved_status}.
 */
public record MeetingRoom(@Nullable String roomId, @Nullable String roomName, @Nullable String buildingName,
		@Nullable String floorName, @Nullable OpenEnum<ReservedStatus> reservedStatus) {

}
