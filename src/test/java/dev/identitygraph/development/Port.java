package dev.identitygraph.development;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/** A TCP port of this machine and the property that chooses it. */
record Port(String property, int number) {

    void requireFree() {
        if (isTaken(number)) {
            throw new DevelopmentServerException(
                    "Port %d is taken by another program.".formatted(number),
                    "End that program, or choose another port: mvn spring-boot:test-run %s--%s=%d"
                            .formatted("-Dspring-boot.run.arguments=", property, anyFree()));
        }
    }

    /** A free port below 32768, where the ephemeral ports of most systems begin. */
    static int anyFree() {
        IntStream candidates = RandomGenerator.getDefault().ints(20_000, 32_768);
        return candidates.filter(candidate -> !isTaken(candidate)).findFirst().orElseThrow();
    }

    /** Asks twice, because some systems let a second program listen where a first one does. */
    private static boolean isTaken(int port) {
        try (Socket answered = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return answered.isConnected();
        } catch (IOException nobodyAnswers) {
            return !canListen(port);
        }
    }

    private static boolean canListen(int port) {
        try (ServerSocket listening = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            return listening.isBound();
        } catch (IOException taken) {
            return false;
        }
    }
}
