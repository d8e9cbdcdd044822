package io.siamese.schemas.resource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ResourceStackTest {
    private final List<String> closed = new ArrayList<>();

    @Test
    void closesInReverseOrderAndOnlyOnce() {
        // Given
        ResourceStack stack = new ResourceStack();
        stack.add(() -> closed.add("first"));
        stack.add(() -> closed.add("second"));

        // When
        stack.close();
        stack.close();

        // Then
        assertThat(closed).containsExactly("second", "first");
    }

    @Test
    void closesTheRestWhereOneFails() {
        // Given
        ResourceStack stack = new ResourceStack();
        stack.add(() -> closed.add("first"));
        stack.add(() -> fail(new IOException("disk")));
        stack.add(() -> fail(new IllegalArgumentException("latest")));

        // When, Then
        assertThatThrownBy(stack::close)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("latest")
                .satisfies(failure -> assertThat(failure.getSuppressed())
                        .singleElement()
                        .satisfies(later -> assertThat(later).hasRootCauseMessage("disk")));
        assertThat(closed).containsExactly("first");
    }

    @Test
    void leavesWhatIsReleasedToItsNewOwner() {
        // Given
        ResourceStack stack = new ResourceStack();
        stack.add(() -> closed.add("first"));
        stack.add(() -> closed.add("second"));

        // When
        ResourceStack owner = stack.release();
        stack.close();

        // Then
        assertThat(closed).isEmpty();
        owner.close();
        assertThat(closed).containsExactly("second", "first");
    }

    @Test
    void closesWhatWasOpenedBeforeAFailure() {
        // When
        assertThatThrownBy(this::openTwoOfThree).hasMessage("third");

        // Then
        assertThat(closed).containsExactly("second", "first");
    }

    private void openTwoOfThree() throws Exception {
        try (ResourceStack opened = new ResourceStack()) {
            opened.add(() -> closed.add("first"));
            opened.add(() -> closed.add("second"));
            fail(new IllegalStateException("third"));
        }
    }

    private static void fail(Exception failure) throws Exception {
        throw failure;
    }
}
