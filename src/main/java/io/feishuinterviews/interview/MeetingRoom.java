package io.feishuinterviews.interview;

import org.jspecify.annotations.Nullable;

/**
 * A room reserved for an interview.
 *
 * @param roomId the room's ID
 * @param roomName its name
 * @param buildingName the building it is in
 * @param floorName the floor it is on, as a text
 * @param reservedStatus whether it could be had
 */
public record MeetingRoom(@Nullable String roomId, @Nullable String roomName, @Nullable String buildingName,
		@Nullable String floorName, @Nullable OpenEnum<ReservedStatus> reservedStatus) {

}
