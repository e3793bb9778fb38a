package dev.landline.cli;

import dev.landline.cli.console.Terminal;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/** A person who answers what a test says, and then nothing more. */
final class ScriptedTerminal implements Terminal {

    private final Deque<String> answers = new ArrayDeque<>();
    private final List<String> prompts = new ArrayList<>();

    ScriptedTerminal(String... answers) {
        this.answers.addAll(List.of(answers));
    }

    /** What was asked so far. */
    List<String> prompts() {
        return prompts;
    }

    @Override
    public boolean isPresent() {
        return true;
    }

    @Override
    public String ask(String prompt) {
        prompts.add(prompt);
        return answers.poll();
    }

    @Override
    public char[] askSecret(String prompt) {
        String answer = ask(prompt);
        return answer == null ? null : answer.toCharArray();
    }
}
