package neo4jtest

import (
	"embed"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"syscall"
)

//go:embed pom.xml Server.java
var sources embed.FS

// jars gives a folder with the server's classes, which Maven fetches once for
// a user: nothing is written where the project stands.
func (v version) jars() (string, error) {
	cache, err := os.UserCacheDir()
	if err != nil {
		return "", err
	}
	folder := filepath.Join(cache, "rolegraph", "neo4j-"+v.maven)
	if err := os.MkdirAll(filepath.Dir(folder), 0o755); err != nil {
		return "", err
	}
	// Packages are tested side by side; one of them fetches.
	unlock, err := lock(folder + ".lock")
	if err != nil {
		return "", err
	}
	defer unlock()
	if _, err := os.Stat(folder); err == nil {
		return folder, nil
	}
	work, err := os.MkdirTemp(filepath.Dir(folder), "fetching-")
	if err != nil {
		return "", err
	}
	defer os.RemoveAll(work)
	if err := os.CopyFS(work, sources); err != nil {
		return "", err
	}
	maven := exec.Command("mvn", "-q", "-B", "dependency:copy-dependencies", "-Dneo4j.version="+v.maven, "-DoutputDirectory="+filepath.Join(work, "lib"))
	maven.Dir = work
	if output, err := maven.CombinedOutput(); err != nil {
		return "", fmt.Errorf("mvn could not fetch Neo4j: %w\n%s", err, output)
	}
	// Only a complete folder ever has the name.
	return folder, os.Rename(filepath.Join(work, "lib"), folder)
}

// lock waits for the lock on a file, which ends with the process at the latest.
func lock(path string) (unlock func(), err error) {
	file, err := os.OpenFile(path, os.O_CREATE|os.O_RDWR, 0o600)
	if err != nil {
		return nil, err
	}
	if err := syscall.Flock(int(file.Fd()), syscall.LOCK_EX); err != nil {
		file.Close()
		return nil, err
	}
	return func() { file.Close() }, nil
}
