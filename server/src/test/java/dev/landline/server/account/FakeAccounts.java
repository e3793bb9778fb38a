package dev.landline.server.account;

import dev.landline.server.os.Accounts;
import dev.landline.server.os.LocalAccount;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/** A machine whose accounts a test adds and removes. */
final class FakeAccounts implements Accounts {

    final List<LocalAccount> list = new CopyOnWriteArrayList<>();
    final AtomicInteger listings = new AtomicInteger();
    volatile boolean broken;

    FakeAccounts(LocalAccount... accounts) {
        list.addAll(List.of(accounts));
    }

    @Override
    public LocalAccount current() {
        return list.getFirst();
    }

    @Override
    public Optional<LocalAccount> byUid(long uid) {
        return list.stream().filter(account -> account.uid() == uid).findFirst();
    }

    @Override
    public Optional<LocalAccount> byName(String name) throws IOException {
        check();
        return list.stream().filter(account -> account.name().equals(name)).findFirst();
    }

    @Override
    public List<LocalAccount> all() throws IOException {
        check();
        listings.incrementAndGet();
        return List.copyOf(list);
    }

    private void check() throws IOException {
        if (broken) {
            throw new IOException("the directory does not answer");
        }
    }
}
