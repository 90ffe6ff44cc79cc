package io.feishuinterviews.web;

import java.util.Map;

import io.feishuinterviews.representation.Body;

import org.springframework.http.HttpStatus;

/**
 * What is sent: no more to be negotiated, serialized or compressed.
 *
 * @param status the status
 * @param headers the headers, but for the length
 * @param body the body
 */
public record Answer(HttpStatus status, Map<String, String> headers, Body body) {

}
