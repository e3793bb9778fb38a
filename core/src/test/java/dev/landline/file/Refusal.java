package dev.landline.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.landline.file.FileException.Reason;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

/** Expects the kernel's no. */
final class Refusal {

    private Refusal() {}

    /** Does what must be refused for the reason. */
    static FileException of(ThrowingCallable call, Reason reason) {
        FileException refusal = catchThrowableOfType(FileException.class, call);
        assertThat(refusal).as("expected a refusal: %s", reason).isNotNull();
        assertThat(refusal.reason()).as(refusal.getMessage()).isEqualTo(reason);
        return refusal;
    }
}
