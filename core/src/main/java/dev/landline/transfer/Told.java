package dev.landline.transfer;

import dev.landline.file.FileName;

/** Tells a listener what a receiver has answered, and settles the entries that it is about. */
final class Told {

    private Told() {}

    static void tell(ReceiverMessage message, Outstanding outstanding, TransferListener listener) {
        switch (message) {
            case ReceiverMessage.Placed _,
                    ReceiverMessage.Want _,
                    ReceiverMessage.Basis _,
                    ReceiverMessage.Finished _ -> {
                // Nothing is settled by these.
            }
            case ReceiverMessage.Same(long n) -> {
                Item item = outstanding.get(n);
                if (item != null) {
                    listener.same(item.path(), item.kind(), item.size());
                    outstanding.answered(n);
                }
            }
            case ReceiverMessage.Would(long n) -> {
                Item item = outstanding.get(n);
                if (item != null) {
                    listener.would(item.path(), item.kind(), item.size());
                    outstanding.answered(n);
                }
            }
            case ReceiverMessage.Done(long n, long count) -> {
                for (long each = n; each < n + Math.min(count, Outstanding.MOST); each++) {
                    Item item = outstanding.get(each);
                    if (item != null) {
                        listener.done(item.path(), item.kind(), item.size());
                        outstanding.answered(each);
                    }
                }
            }
            case ReceiverMessage.Failed(long n, var reason, String text) -> {
                Item item = outstanding.get(n);
                if (item != null) {
                    listener.failed(item.path(), reason, text);
                    outstanding.answered(n);
                }
            }
            case ReceiverMessage.Deleted(FileName name) -> listener.deleted(name);
            case ReceiverMessage.Problem(FileName name, var reason, String text) ->
                    listener.failed(name, reason, text);
        }
    }
}
