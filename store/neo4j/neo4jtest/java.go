package neo4jtest

import (
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strconv"
	"sync"
)

// ErrNoJava is the cause of Java's error where the machine has none that is new
// enough.
var ErrNoJava = errors.New("no such Java is on the PATH, at JAVA_HOME or in /usr/lib/jvm")

// Java gives the program that Neo4j runs on: the first of the machine's that is
// new enough for the version that NEO4J_TEST_VERSION names. It looks once.
func Java() (string, error) { return java() }

var java = sync.OnceValues(func() (string, error) {
	neo4j, err := wanted()
	if err != nil {
		return "", err
	}
	return neo4j.findJava()
})

func (v version) findJava() (string, error) {
	for _, program := range javas() {
		// The version is printed on the standard error.
		if output, err := exec.Command(program, "-version").CombinedOutput(); err == nil && javaRelease(string(output)) >= v.java {
			return program, nil
		}
	}
	return "", fmt.Errorf("Neo4j %s needs Java %d or later: %w", v.name, v.java, ErrNoJava)
}

// javas are the programs that may be a Java: what the user chose comes first,
// then what Debian installs.
func javas() []string {
	places := []string{"java"}
	if home := os.Getenv("JAVA_HOME"); home != "" {
		places = append(places, filepath.Join(home, "bin", "java"))
	}
	installed, _ := filepath.Glob("/usr/lib/jvm/*/bin/java") // fails for a bad pattern only
	return append(places, installed...)
}

// javaVersion finds 17.0.15, 21, 25-ea or 1.8.0_402; until Java 9 the release
// stood second.
var javaVersion = regexp.MustCompile(`version "(?:1\.)?(\d+)`)

// javaRelease reads what `java -version` prints, which other lines may come
// before. It is 0 where no version is to be seen.
func javaRelease(output string) int {
	found := javaVersion.FindStringSubmatch(output)
	if found == nil {
		return 0
	}
	release, _ := strconv.Atoi(found[1]) // 0 for a number beyond all
	return release
}
