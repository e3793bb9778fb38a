/**
 * What tests of Landline, and of programs around it, are made of.
 *
 * {@snippet :
 * try (var leaks = LeakCheck.start();
 *         var server = TestServer.start();
 *         var client = server.connect()) {
 *     assert client.exec("true").run().status().success();
 * }
 * }
 *
 * <p>What fails throws {@link java.lang.AssertionError} with what was expected and what was found,
 * so that the kit fits every test framework.
 */
@NullMarked
package dev.landline.testing;

import org.jspecify.annotations.NullMarked;
