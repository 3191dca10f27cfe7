package neo4jtest

import (
	"fmt"
	"os"
	"path/filepath"
	"testing"
)

// Admin gives a folder with a program neo4j-admin, for the PATH of a command that
// calls it by this name. It is that of the version under test, and works on the
// databases in a folder. As its own script does, it opens to it what it writes with.
func Admin(tb testing.TB, home string) (folder string) {
	tb.Helper()
	require(tb)
	version, err := wanted()
	if err != nil {
		tb.Fatal(err)
	}
	java, err := Java()
	if err != nil {
		tb.Fatal(err)
	}
	classes, err := version.jars()
	if err != nil {
		tb.Fatal(err)
	}
	folder = tb.TempDir()
	script := fmt.Sprintf("#!/bin/sh\nNEO4J_HOME='%s' exec '%s' --add-opens=java.base/java.nio=ALL-UNNAMED -cp '%s' org.neo4j.cli.AdminTool \"$@\"\n", home, java, filepath.Join(classes, "*"))
	if err := os.WriteFile(filepath.Join(folder, "neo4j-admin"), []byte(script), 0o755); err != nil {
		tb.Fatal(err)
	}
	return folder
}
