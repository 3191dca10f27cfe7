package main

import (
	"archive/zip"
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"sync/atomic"
	"syscall"
	"testing"
	"time"
)

// dataFile is a data file with the seed and so many tools of a role.
func dataFile(t *testing.T, tools int) (path string) {
	t.Helper()
	path = filepath.Join(t.TempDir(), "graph.db")
	succeeds(t, "--data", path, "import", "onet", smallONET(t, tools))
	return path
}

// ofANewerForm is a data file as a later version of the program might write it.
func ofANewerForm(t *testing.T) []byte {
	t.Helper()
	var file bytes.Buffer
	archive := zip.NewWriter(&file)
	for name, content := range map[string]string{"rolegraph": "3", "graph": "of another form"} {
		entry, err := archive.Create(name)
		if err == nil {
			_, err = io.WriteString(entry, content)
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	if err := archive.Close(); err != nil {
		t.Fatal(err)
	}
	return file.Bytes()
}

// faultyFiles are what may stand in the place of a data file, by what is then said of
// it.
func faultyFiles(t *testing.T, whole []byte) map[string]func(path string) error {
	t.Helper()
	flipped := bytes.Clone(whole)
	flipped[len(flipped)*3/4] ^= 0x10 // in the merged graph, which is the most of it
	write := func(content []byte) func(path string) error {
		return func(path string) error { return os.WriteFile(path, content, 0o600) }
	}
	return map[string]func(path string) error{
		"is no data file of rolegraph, or is damaged": write(whole[:len(whole)/2]),
		"is damaged: merged: ":                        write(flipped),
		"is no data file of rolegraph":                write(nil),
		`has the form "3" of a newer version`:         write(ofANewerForm(t)),
		"is no file, and so no data file":             func(path string) error { return os.Mkdir(path, 0o700) },
		"is no file":                                  func(path string) error { return syscall.Mkfifo(path, 0o600) },
		"too many levels of symbolic links":           func(path string) error { return os.Symlink(path, path) },
	}
}

// TestFaultyFilesAtTheStart end the program with the reason, and stay as they are.
func TestFaultyFilesAtTheStart(t *testing.T) {
	whole, err := os.ReadFile(dataFile(t, 40))
	if err != nil {
		t.Fatal(err)
	}
	for says, put := range faultyFiles(t, whole) {
		for _, arguments := range [][]string{{"--listen", "127.0.0.1:0"}, {"export"}, {"import", "seed"}} {
			path := filepath.Join(t.TempDir(), "graph.db")
			if err := put(path); err != nil {
				t.Fatal(err)
			}
			before, _ := os.ReadFile(pathOfFile(path))
			var stdout, stderr bytes.Buffer
			status := run(t.Context(), append([]string{"rolegraph", "--data", path}, arguments...), nil, &stdout, &stderr)
			if status != failed || !strings.Contains(stderr.String(), path) || !strings.Contains(stderr.String(), says) || strings.Count(stderr.String(), "\n") != 1 {
				t.Errorf("%v of a file that %s: status %d, %s", arguments, says, status, stderr.String())
			}
			if after, _ := os.ReadFile(pathOfFile(path)); !bytes.Equal(before, after) {
				t.Errorf("%v has changed a file that %s", arguments, says)
			}
		}
	}
}

// pathOfFile is the path if there is a file that can be read without waiting.
func pathOfFile(path string) string {
	if info, err := os.Lstat(path); err != nil || !info.Mode().IsRegular() {
		return ""
	}
	return path
}

// TestFileThatMayNotBeRead is that of another user.
func TestFileThatMayNotBeRead(t *testing.T) {
	path := dataFile(t, 10)
	command := exec.Command(built(t), "--data", path, "--listen", "127.0.0.1:0")
	if err := os.Chmod(path, 0); err != nil {
		t.Fatal(err)
	}
	if os.Geteuid() == 0 { // who may read everything
		command.SysProcAttr = &syscall.SysProcAttr{Credential: &syscall.Credential{Uid: 65532, Gid: 65532}}
		if err := os.Chmod(filepath.Dir(t.TempDir()), 0o755); err != nil { // where the program is
			t.Fatal(err)
		}
	}
	output, err := command.CombinedOutput()
	if status, ok := errors.AsType[*exec.ExitError](err); !ok || status.ExitCode() != failed || !strings.Contains(string(output), path+": permission denied") {
		t.Errorf("%v, %s", err, output)
	}
}

// TestFaultyFilesWhileServing has a server answer from the last graph that was whole,
// say in its log what is wrong, and answer from the next one that is.
func TestFaultyFilesWhileServing(t *testing.T) {
	path, next := dataFile(t, 40), dataFile(t, 10)
	whole, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	p := started(t, "--data", path)
	c := &client{address: p.address}
	const question = `{ graph { version } tools { totalCount } }`
	want := c.data(t, question, nil)
	// becomes waits for what is seen within some looks at the file.
	becomes := func(what string, seen func() bool) {
		t.Helper()
		for deadline := time.Now().Add(20 * time.Second); !seen(); time.Sleep(20 * time.Millisecond) {
			if time.Now().After(deadline) {
				t.Fatalf("%s\nthe log says %s", what, p.stderr.String())
			}
		}
	}
	faults := faultyFiles(t, whole)
	faults["is gone"] = func(string) error { return nil }
	delete(faults, "is no file") // a pipe, of which is said what is of a folder
	for says, put := range faults {
		logged := len(p.stderr.String())
		if err := os.RemoveAll(path); err != nil {
			t.Fatal(err)
		}
		if err := put(path); err != nil {
			t.Fatal(err)
		}
		becomes("a file that "+says+" is not told of", func() bool {
			said := p.stderr.String()[logged:]
			return strings.Contains(said, "the data file can't be read") && strings.Contains(said, strings.ReplaceAll(says, `"`, `\"`))
		})
		if got := c.data(t, question, nil); got != want {
			t.Errorf("with a file that %s the answer is %s, not %s", says, got, want)
		}
		if got := p.get(t, "/readyz"); got.status != http.StatusOK {
			t.Errorf("with a file that %s: %d %s", says, got.status, got.body)
		}
	}
	if err := os.RemoveAll(path); err != nil {
		t.Fatal(err)
	}
	if err := os.Rename(next, path); err != nil {
		t.Fatal(err)
	}
	becomes("the next file is not read", func() bool { return c.data(t, question, nil) != want })
}

// replaceBy has a file of some content take the place of the one at a path.
func replaceBy(t *testing.T, path string, content []byte) {
	t.Helper()
	if err := os.WriteFile(path+".next", content, 0o600); err != nil {
		t.Fatal(err)
	}
	if err := os.Rename(path+".next", path); err != nil {
		t.Fatal(err)
	}
}

// TestFileReplacedUnderLoad has clients ask while one data file takes the place of the
// other: each answer is of one of them, and none is refused.
func TestFileReplacedUnderLoad(t *testing.T) {
	type answer struct {
		Graph struct{ Version string }
		Tools struct{ TotalCount int }
		Role  struct{ Tools struct{ TotalCount int } }
	}
	const question = `{ graph { version } tools { totalCount } role(slug: "testers") { tools { totalCount } } }`
	ask := func(c *client) (answer answer) {
		if err := json.Unmarshal([]byte(c.data(t, question, nil)), &answer); err != nil {
			t.Error(err)
		}
		return answer
	}
	path := dataFile(t, 40)
	var files [2][]byte
	known := map[answer]int{}
	for i, from := range []string{path, dataFile(t, 300)} {
		whole, err := os.ReadFile(from)
		if err != nil {
			t.Fatal(err)
		}
		files[i] = whole
		p := started(t, "--data", from)
		known[ask(&client{address: p.address})] = i
		p.stop()
	}
	if len(known) != 2 {
		t.Fatalf("the files are alike: %v", known)
	}
	p := started(t, "--data", path)
	var seen [2]atomic.Int64
	ended := make(chan struct{})
	var clients sync.WaitGroup
	for range 4 {
		clients.Go(func() {
			c := &client{address: p.address}
			for {
				select {
				case <-ended:
					return
				default:
				}
				got := ask(c)
				which, ok := known[got]
				if !ok {
					t.Errorf("an answer is of neither file: %+v", got)
					return
				}
				seen[which].Add(1)
			}
		})
	}
	for turn := 1; turn <= 4 && !t.Failed(); turn++ {
		which := turn % 2
		before := seen[which].Load()
		replaceBy(t, path, files[which])
		for deadline := time.Now().Add(20 * time.Second); seen[which].Load() == before && !t.Failed(); time.Sleep(10 * time.Millisecond) {
			if time.Now().After(deadline) {
				t.Errorf("the file that took the place is not read: %s", p.stderr.String())
			}
		}
	}
	close(ended)
	clients.Wait()
	t.Logf("%d answers were of one file, %d of the other", seen[0].Load(), seen[1].Load())
	if said := p.stderr.String(); said != "" {
		t.Errorf("the log says %s", said)
	}
}

// TestFullDisk imports into a file system with too little room, and then serves from
// one that nobody can write to.
func TestFullDisk(t *testing.T) {
	program := built(t)
	small, large := dataFile(t, 10), dataFile(t, 5000)
	size := func(path string) int64 {
		info, err := os.Stat(path)
		if err != nil {
			t.Fatal(err)
		}
		return info.Size()
	}
	// Room for the first, and for a part of the second.
	room := (size(small) + size(large)/2) / 1024
	const script = `
set -u
mount -t tmpfs -o size="$1"k tmpfs "$2" || { echo "cannot mount"; exit 0; }
cp "$3" "$2/graph.db"
"$4" --data "$2/graph.db" import onet "$5"
echo "the import ends with $?"
cmp "$3" "$2/graph.db" && echo "the file is as it was"
ls -A "$2" | grep -v -e '^graph.db$' -e '^graph.db.lock$'
mount -o remount,ro "$2" || exit 1
"$4" --data "$2/graph.db" import seed
echo "an import into what is read-only ends with $?"
printf '{ role(slug: "testers") { name } }' | "$4" --data "$2/graph.db" query -
`
	folder := t.TempDir()
	// In a namespace of its own, where mounting needs no rights and ends with it.
	output, err := exec.Command("unshare", "--user", "--map-root-user", "--mount", "bash", "-c", script,
		"bash", fmt.Sprint(room), folder, small, program, smallONET(t, 5000)).CombinedOutput()
	if _, failed := errors.AsType[*exec.ExitError](err); err != nil && !failed || strings.Contains(string(output), "cannot mount") || strings.HasPrefix(string(output), "unshare: ") {
		t.Skipf("no file system of a namespace can be mounted here (%v): %s", err, output)
	}
	for _, want := range []string{
		"no space left on device\n", "the import ends with 1\n", "the file is as it was\n",
		"read-only file system\n", "an import into what is read-only ends with 1\n", "Testers",
	} {
		if !strings.Contains(string(output), want) {
			t.Errorf("%q is missing in\n%s", want, output)
		}
	}
	if err != nil || strings.Contains(string(output), "\n.graph.db") {
		t.Errorf("%v\n%s", err, output)
	}
}
