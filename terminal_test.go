package main

import (
	"bytes"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/creack/pty"
)

// onTerminal runs the program on a terminal of a width, and gives the status, what
// the terminal gets and what goes to standard output, if that is elsewhere.
func onTerminal(t *testing.T, width uint16, stdoutElsewhere bool, args ...string) (status int, shown, written string) {
	t.Helper()
	person, terminal, err := pty.Open()
	if err != nil {
		t.Skip("there are no terminals here: ", err)
	}
	if err := pty.Setsize(terminal, &pty.Winsize{Rows: 24, Cols: width}); err != nil {
		t.Fatal(err)
	}
	seen := make(chan string)
	go func() {
		content, _ := io.ReadAll(person) // ends with an error when the terminal is closed
		seen <- string(content)
	}()
	var elsewhere bytes.Buffer
	stdout := io.Writer(terminal)
	if stdoutElsewhere {
		stdout = &elsewhere
	}
	status = run(t.Context(), append([]string{"rolegraph", "query"}, args...), terminal, stdout, terminal)
	terminal.Close()
	shown = strings.ReplaceAll(<-seen, "\r\n", "\n")
	person.Close()
	return status, shown, elsewhere.String()
}

// TestQueryOnATerminal shows tables that fit it.
func TestQueryOnATerminal(t *testing.T) {
	seedOnly(t)
	tools := operationFile(t, `{ tools(where: {slugs: ["docker", "nosql-databases"]}) { nodes { name categories roleCount } } }`)
	for _, c := range []struct {
		width uint16
		args  []string
		want  string
	}{
		{80, nil, "name             categories         roleCount\n───────────────  ─────────────────  ─────────\nDocker           Containers                 1\nNoSQL databases  Big data|Database          1\n"},
		{40, nil, "name           categories     roleCount\n─────────────  ─────────────  ─────────\nDocker         Containers             1\nNoSQL databa…  Big data|Dat…          1\n"},
		{20, nil, "name        Docker\ncategories  Containers\nroleCount   1\n\nname        NoSQL databases\ncategories  Big data|Database\nroleCount   1\n"},
		{80, []string{"--format", "csv"}, "name,categories,roleCount\nDocker,Containers,1\nNoSQL databases,Big data|Database,1\n"},
		{80, []string{"--format", "json"}, `{
  "data": {
    "tools": {
      "nodes": [
        {
          "name": "Docker",
          "categories": [
            "Containers"
          ],
          "roleCount": 1
        },
        {
          "name": "NoSQL databases",
          "categories": [
            "Big data",
            "Database"
          ],
          "roleCount": 1
        }
      ]
    }
  }
}
`},
	} {
		if status, shown, _ := onTerminal(t, c.width, false, append(c.args, tools)...); status != done || shown != c.want {
			t.Errorf("%d cells, %v: status %d\n%s\nwant\n%s", c.width, c.args, status, shown, c.want)
		}
	}
	if status, shown, _ := onTerminal(t, 80, false); status != wrongUsage || !strings.HasPrefix(shown, "rolegraph: which operation? Name a file, or pass it on standard input: ") {
		t.Errorf("no file: status %d, %s", status, shown)
	}
	// In a pipe it is JSON, though a person types.
	if status, shown, written := onTerminal(t, 80, true, tools); status != done || shown != "" || !strings.HasPrefix(written, `{"data":{"tools":`) {
		t.Errorf("in a pipe: status %d, %q, %s", status, shown, written)
	}
}

// TestProgressOfAllPages is on the terminal while rows go elsewhere, and is gone at
// the end.
func TestProgressOfAllPages(t *testing.T) {
	seedOnly(t)
	tools := operationFile(t, `{ tools(first: 5) { nodes { name } } }`)
	status, shown, written := onTerminal(t, 80, true, "--all", "--format", "csv", tools)
	if status != done || strings.Count(written, "\n") != 25 || !strings.Contains(shown, "/24)") {
		t.Errorf("status %d, %q, %s", status, shown, written)
	}
	if last := shown[strings.LastIndex(strings.TrimRight(shown, "\r"), "\r")+1:]; strings.TrimSpace(last) != "" {
		t.Errorf("at the end there is still %q", last)
	}
	status, shown, _ = onTerminal(t, 80, false, "--all", tools)
	if _, table, _ := strings.Cut(shown, "name\n"); status != done || strings.Count(table, "\n") != 25 || strings.Contains(table, "%") {
		t.Errorf("status %d, the table is %q", status, shown)
	}
}

// TestNothingControlsTheTerminal has a server send what would clear it, name its
// window, and turn the direction of writing.
func TestNothingControlsTheTerminal(t *testing.T) {
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "application/json")
		_, _ = io.WriteString(w, `{"data":{"tools":{"nodes":[{"name":"A\u001b[2J\u001b]0;x\u0007\u009b31m`+"\u009b1m\u202e\x7f"+`"}]}},"errors":[{"message":"\u001b[2J","path":["\u001b[2J"],"extensions":{"code":"\u001b[2J"}}]}`)
	}))
	defer server.Close()
	tools := operationFile(t, `{ tools { nodes { name } } }`)
	for _, args := range [][]string{{}, {"--format", "csv"}, {"--format", "json"}, {"--all"}, {"--all", "--format", "json"}} {
		status, shown, _ := onTerminal(t, 80, false, append(args, "--url", server.URL, tools)...)
		if status != failed || !strings.Contains(shown, "A") || strings.ContainsAny(shown, "\x1b\a\u009b\u202e\x7f") {
			t.Errorf("%v: status %d, %q", args, status, shown)
		}
	}
}

// TestDocumentedCommands runs the commands of docs/terminal.md in a shell, with the
// files that it shows.
func TestDocumentedCommands(t *testing.T) {
	program, folder := built(t), t.TempDir()
	commands := 0
	for _, block := range blocks(t, "docs/terminal.md", "console") {
		for _, part := range strings.Split("\n"+block, "\n$ ")[1:] {
			line, want, _ := strings.Cut(strings.TrimSuffix(part, "\n"), "\n")
			if name, isFile := strings.CutPrefix(line, "cat "); isFile {
				if err := os.WriteFile(filepath.Join(folder, name), []byte(want), 0o600); err != nil {
					t.Fatal(err)
				}
				continue
			}
			shell := exec.CommandContext(t.Context(), "bash", "-c", line)
			shell.Dir = folder
			shell.Env = append(os.Environ(), "PATH="+filepath.Dir(program)+":"+os.Getenv("PATH"))
			var stdout, stderr bytes.Buffer
			shell.Stdout, shell.Stderr = &stdout, &stderr
			_ = shell.Run() // some are to fail
			if got := stderr.String() + stdout.String(); strings.TrimSpace(got) != strings.TrimSpace(want) {
				t.Errorf("$ %s\n%s\nwant\n%s", line, got, want)
			}
			commands++
		}
	}
	if commands < 7 {
		t.Errorf("only %d commands were run", commands)
	}
}

// completions are the words that may follow command lines.
var completions = map[string]string{
	"rolegraph q":                        "query",
	"rolegraph import e":                 "esco",
	"rolegraph query --fo":               "--format",
	"rolegraph query --format ":          "csv json table",
	"rolegraph query --format c":         "csv",
	"rolegraph export --format ":         "csv graphml jsonl",
	"rolegraph --store ":                 "embedded neo4j",
	"rolegraph --store neo4j check --ne": "--near --neo4j-pool --neo4j-uri --new-statements",
	"rolegraph query --all --executor g": "gqlgen",
	"rolegraph completion ":              "bash fish pwsh zsh",
}

// TestCompletionInBash has a real bash complete command lines.
func TestCompletionInBash(t *testing.T) {
	const bashCompletion = "/usr/share/bash-completion/bash_completion"
	if _, err := os.Stat(bashCompletion); err != nil {
		lacking(t, "the package bash-completion is not installed, which completion in bash needs")
	}
	completes(t, "bash", `source `+bashCompletion+`; source <(rolegraph completion bash)
		COMP_LINE=$1 COMP_POINT=${#1}; shift
		COMP_WORDS=("$@") COMP_CWORD=$(($# - 1))
		$(complete -p rolegraph | sed 's/.*-F \([^ ]*\) .*/\1/') rolegraph; echo "${COMPREPLY[@]}"`)
}

// TestCompletionInFish has a real fish complete command lines.
func TestCompletionInFish(t *testing.T) {
	if _, err := exec.LookPath("fish"); err != nil {
		lacking(t, "fish is not installed")
	}
	completes(t, "fish", `rolegraph completion fish | source; complete -C $argv[2] | cut -f 1`)
}

// lacking skips a test for what is missing, but where all is to be tested.
func lacking(t *testing.T, reason string) {
	t.Helper()
	if os.Getenv("CI") == "true" {
		t.Fatal(reason)
	}
	t.Skip(reason)
}

// completes has a script, which takes a command line and its words, print the words
// that may follow.
func completes(t *testing.T, shell, script string) {
	t.Helper()
	program := built(t)
	for line, want := range completions {
		command := exec.CommandContext(t.Context(), shell, append([]string{"-c", script, shell, line}, strings.Split(line, " ")...)...)
		command.Env = append(os.Environ(), "PATH="+filepath.Dir(program)+":"+os.Getenv("PATH"))
		output, err := command.CombinedOutput()
		got := strings.Fields(string(output))
		slices.Sort(got)
		if err != nil || strings.Join(got, " ") != want {
			t.Errorf("%s completes %q as %q, %v, want %q", shell, line, got, err, want)
		}
	}
}
