package dev.landline.client.diagnosis;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** What has been found out so far. */
final class Course {

    private final Consumer<Step> listener;
    private final List<Step> steps = new ArrayList<>();
    private final List<Failure> failures = new ArrayList<>();

    Course(Consumer<Step> listener) {
        this.listener = listener;
    }

    void did(Step step) {
        steps.add(step);
        listener.accept(step);
    }

    void failed(Failure failure) {
        failures.add(failure);
    }

    Report report() {
        return new Report(steps, failures);
    }
}
