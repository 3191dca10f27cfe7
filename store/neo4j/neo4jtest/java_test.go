package neo4jtest

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"testing"
)

func TestReleaseOfJava(t *testing.T) {
	for output, want := range map[string]int{
		"openjdk version \"17.0.15\" 2025-04-15\nOpenJDK Runtime Environment (build 17.0.15+6-Debian-1deb12u1)": 17,
		"openjdk version \"21\" 2023-09-19":                                       21,
		"openjdk version \"25.0.1\" 2025-10-21 LTS":                               25,
		"openjdk version \"26-ea\" 2026-03-17":                                    26,
		"java version \"1.8.0_402\"":                                              8,
		"Picked up JAVA_TOOL_OPTIONS: -Xmx1g\nopenjdk version \"11.0.2\"":         11,
		"The operation couldn't be completed. Unable to locate a Java Runtime.\n": 0,
		"": 0,
	} {
		if got := javaRelease(output); got != want {
			t.Errorf("%q is of Java %d, want %d", output, got, want)
		}
	}
}

func TestFirstJavaThatIsNewEnoughIsTaken(t *testing.T) {
	// Beyond all that may be installed beside these.
	onPath, atHome := pretendedJava(t, 1001), pretendedJava(t, 1002)
	t.Setenv("PATH", filepath.Dir(onPath)+string(os.PathListSeparator)+os.Getenv("PATH"))
	t.Setenv("JAVA_HOME", filepath.Dir(filepath.Dir(atHome)))
	for least, want := range map[int]string{1001: "java", 1002: atHome} {
		if got, err := (version{java: least}).findJava(); got != want {
			t.Errorf("Java %d or later is %q, %v; want %q", least, got, err, want)
		}
	}
	if got, err := (version{java: 1003}).findJava(); !errors.Is(err, ErrNoJava) {
		t.Errorf("Java 1003 or later is %q, %v; want %v", got, err, ErrNoJava)
	}
}

// pretendedJava is a program in a folder bin that gives itself out as a Java.
func pretendedJava(t *testing.T, release int) string {
	path := filepath.Join(t.TempDir(), "bin", "java")
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		t.Fatal(err)
	}
	script := fmt.Sprintf("#!/bin/sh\necho 'openjdk version \"%d.0.1\"' >&2\n", release)
	if err := os.WriteFile(path, []byte(script), 0o755); err != nil {
		t.Fatal(err)
	}
	return path
}
