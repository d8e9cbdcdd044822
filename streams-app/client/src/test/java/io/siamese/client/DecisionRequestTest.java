package io.siamese.client;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class DecisionRequestTest {

    private static final String DECOMPOSED = "Ame\u0301lie";
    private static final String COMPOSED = "Am\u00e9lie";

    @Test
    void bringsNamesIntoTheOneFormThatTheContractAllows() {
        // When
        DecisionRequest request = DecisionRequest.claim(DECOMPOSED, DECOMPOSED, DECOMPOSED, new byte[0])
                .notBefore(1)
                .asBareImage();

        // Then
        assertThat(request.gallery()).isEqualTo(COMPOSED);
        assertThat(request.claimedSubject()).isEqualTo(COMPOSED);
        assertThat(request.imageId()).as("an id is no name, and any text").isEqualTo(DECOMPOSED);
    }

    @Test
    void leavesOutAClaimThatIsNotMade() {
        // When
        DecisionRequest request = DecisionRequest.search("i", DECOMPOSED, new byte[0]);

        // Then
        assertThat(request.gallery()).isEqualTo(COMPOSED);
        assertThat(request.claimedSubject()).isNull();
    }
}
