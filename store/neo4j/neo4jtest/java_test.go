package neo4jtest

import "testing"

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
