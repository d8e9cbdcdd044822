package io.siamese.console.room.door;

import io.siamese.console.web.RawJson;
import java.util.concurrent.CompletableFuture;

/**
 * A request that was published, or is being published.
 *
 * @param id under which its answer can be asked for
 * @param digest of what was asked, which tells a repetition from another request under the same key
 * @param answer the decision, status or receipt; fails as the client library's future does
 */
record DoorRequest(String id, String digest, CompletableFuture<RawJson> answer) {}
