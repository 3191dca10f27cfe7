// Package neo4jtest starts a real Neo4j for tests and benchmarks, with no container: Neo4j
// Community from Maven Central on the machine's Java.
package neo4jtest

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"
)

// Server is a running Neo4j.
type Server struct {
	// URI is its Bolt address, on loopback unless NEO4J_TEST_URI says another.
	URI string
	// Username and Password are empty where the server asks for none.
	Username, Password string

	process *exec.Cmd
	stdin   io.WriteCloser
	folder  string
}

// Options are what a private server may be asked for.
type Options struct {
	// Authentication has the server ask for a password. A new server's is expired,
	// and must be changed before it lets anybody in.
	Authentication bool
	// Home is the folder of the databases, in which there may be some already, as those
	// of Admin or of a server before. It stays when the server ends. Left out, the
	// server begins with an empty one of its own.
	Home string
	// Port is the server's; 0 is a free one.
	Port int
	// Settings are those of neo4j.conf that are not the usual ones.
	Settings map[string]string
}

// startTime is how long a server may take to come up.
const startTime = 90 * time.Second

// Start starts a server for one test, which ends with it.
func Start(tb testing.TB, options Options) *Server {
	tb.Helper()
	require(tb)
	server, err := start(options)
	if err != nil {
		tb.Fatal(err)
	}
	tb.Cleanup(server.Stop)
	return server
}

// Launch starts a server for a program that is no test, and that must Stop it.
func Launch() (*Server, error) { return start(Options{}) }

// PID is the id of the server's process.
func (s *Server) PID() int { return s.process.Process.Pid }

// require skips the test where Neo4j can't be started. In continuous
// integration that is a failure.
func require(tb testing.TB) {
	tb.Helper()
	if testing.Short() {
		tb.Skip("needs Neo4j, which -short leaves out")
	}
	_, err := Java()
	if err != nil && !errors.Is(err, ErrNoJava) {
		tb.Fatal(err)
	}
	if err == nil {
		_, err = exec.LookPath("mvn")
	}
	if err != nil {
		reason := fmt.Sprintf("%v; the tests on Neo4j need Java and Maven, or NEO4J_TEST_URI, the address of an empty database that they may fill and wipe", err)
		if os.Getenv("CI") == "true" {
			tb.Fatal(reason)
		}
		tb.Skip(reason)
	}
}

func start(options Options) (*Server, error) {
	version, err := wanted()
	if err != nil {
		return nil, err
	}
	java, err := Java()
	if err != nil {
		return nil, err
	}
	classes, err := version.jars()
	if err != nil {
		return nil, err
	}
	folder, err := os.MkdirTemp("", "rolegraph-neo4j-")
	if err != nil {
		return nil, err
	}
	server, err := launch(java, classes, folder, options)
	if err != nil {
		os.RemoveAll(folder)
	}
	return server, err
}

func launch(java, classes, folder string, options Options) (*Server, error) {
	if err := os.CopyFS(folder, sources); err != nil {
		return nil, err
	}
	port := options.Port
	if port == 0 {
		free, err := freePort()
		if err != nil {
			return nil, err
		}
		port = free
	}
	home := options.Home
	if home == "" {
		home = filepath.Join(folder, "data")
	}
	var lines strings.Builder
	for name, value := range options.Settings {
		fmt.Fprintf(&lines, "%s=%s\n", name, value)
	}
	settings := filepath.Join(folder, "neo4j.conf")
	if err := os.WriteFile(settings, []byte(lines.String()), 0o600); err != nil {
		return nil, err
	}
	process := exec.Command(java, "-Xms256m", "-Xmx1g", "-XX:+UseSerialGC", "-cp", filepath.Join(classes, "*"),
		filepath.Join(folder, "Server.java"), home, strconv.Itoa(port), strconv.FormatBool(options.Authentication), settings, strconv.FormatBool(options.Home != ""))
	stdin, err := process.StdinPipe()
	if err != nil {
		return nil, err
	}
	stdout, err := process.StdoutPipe()
	if err != nil {
		return nil, err
	}
	var problems bytes.Buffer
	process.Stderr = &problems
	if err := process.Start(); err != nil {
		return nil, err
	}
	server := &Server{URI: "bolt://127.0.0.1:" + strconv.Itoa(port), process: process, stdin: stdin, folder: folder}

	ready := make(chan error, 1)
	go func() {
		lines := bufio.NewScanner(stdout)
		for lines.Scan() {
			if strings.TrimSpace(lines.Text()) == "READY" {
				ready <- nil
				_, _ = io.Copy(io.Discard, stdout)
				return
			}
		}
		ready <- errors.New("it ended")
	}()
	select {
	case err = <-ready:
	case <-time.After(startTime):
		err = fmt.Errorf("it was not ready after %s", startTime)
	}
	if err != nil {
		server.Stop()
		return nil, fmt.Errorf("starting Neo4j: %w\n%s", err, problems.String())
	}
	return server, nil
}

// Kill ends the server as a crash does, with no time to put anything in order.
func (s *Server) Kill() {
	_ = s.process.Process.Kill()
	s.Stop()
}

// Stop ends the server and removes what it wrote. Further calls do nothing.
func (s *Server) Stop() {
	if s.process == nil {
		return
	}
	s.stdin.Close()
	ended := make(chan struct{})
	go func() { _ = s.process.Wait(); close(ended) }()
	select {
	case <-ended:
	case <-time.After(20 * time.Second):
		_ = s.process.Process.Kill()
		<-ended
	}
	os.RemoveAll(s.folder)
	s.process = nil
}

func freePort() (int, error) {
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return 0, err
	}
	defer listener.Close()
	return listener.Addr().(*net.TCPAddr).Port, nil
}

// shared is the server of a test process.
var shared struct {
	once   sync.Once
	server *Server
	err    error
	unlock func()
}

// Shared gives the server that all tests of a package share: the one that
// NEO4J_TEST_URI names (with NEO4J_TEST_USERNAME and NEO4J_TEST_PASSWORD), or
// one that is started. The package's TestMain must call Main.
func Shared(tb testing.TB) *Server {
	tb.Helper()
	uri := os.Getenv("NEO4J_TEST_URI")
	if uri == "" {
		require(tb)
	}
	shared.once.Do(func() {
		if uri == "" {
			shared.server, shared.err = start(Options{})
			return
		}
		shared.server = &Server{URI: uri, Username: os.Getenv("NEO4J_TEST_USERNAME"), Password: os.Getenv("NEO4J_TEST_PASSWORD")}
		// Packages are tested side by side, and each wipes the database.
		shared.unlock, shared.err = lock(filepath.Join(os.TempDir(), "rolegraph-neo4j-test.lock"))
		if shared.err == nil {
			shared.err = shared.server.claim()
		}
	})
	if shared.err != nil {
		tb.Fatal(shared.err)
	}
	return shared.server
}

// Main runs a package's tests, ends the shared server, and gives the exit
// status.
func Main(m *testing.M) int {
	defer func() {
		if shared.server != nil {
			shared.server.Stop()
		}
		if shared.unlock != nil {
			shared.unlock()
		}
	}()
	return m.Run()
}
