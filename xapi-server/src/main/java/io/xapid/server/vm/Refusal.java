package io.xapid.server.vm;

import io.xapid.model.meta.Failure;

/**
 * Why a host does not take a VM.
 *
 * @param reason for operators
 * @param failure what a client is told who asked for this very host
 */
record Refusal(String reason, Failure failure) {}
