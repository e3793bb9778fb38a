import dev.landline.client.Landline;
import java.io.IOException;

/** Prints what machine is on the other side: {@code Uname TARGET}. */
public final class Uname {

    private Uname() {}

    public static void main(String[] args) throws IOException {
        try (var box = Landline.connect(args[0])) {
            var result = box.exec("uname", "-a").run();
            System.out.print(result.stdoutText());
        }
    }
}
