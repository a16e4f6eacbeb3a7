// How Maven compares pairs of versions: a file with two versions a line, between them a tab; an answer a line.
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.maven.artifact.versioning.ComparableVersion;

public class MavenArtifact {
    public static void main(String[] args) throws Exception {
        StringBuilder answers = new StringBuilder();
        for (String line : Files.readAllLines(Path.of(args[0]))) {
            String[] pair = line.split("\t", -1);
            // The text of an element of a POM has no white space around it.
            answers.append(Integer.signum(new ComparableVersion(pair[0].trim()).compareTo(new ComparableVersion(pair[1].trim())))).append('\n');
        }
        System.out.print(answers);
    }
}
