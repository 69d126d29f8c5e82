package io.poeem.train.gate;

/**
 * Why a version is held back.
 *
 * @param check which one failed
 * @param reason figure, value and limit, for people
 */
public record Fault(Check check, String reason) {}
