package io.feishuinterviews.feishu.payload;

import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * {@code data}: all interviews of a talent.
 *
 * @param items the talent's applications
 */
public record TalentPayload(@Nullable List<@Nullable ApplicationPayload> items) {

}
