package access

import (
	"fmt"
	"os"
	"strings"
	"testing"
)

// Tokens, with their hashes as `printf %s TOKEN | sha256sum` prints them; and hashes of
// tokens that nobody knows.
const (
	alphaToken = "rolegraph_alpha"
	alphaHash  = "sha256:53bf180dae3e0a7b33232d818dc66f426b128e844b520bf7a7f0c9edc548be91"
	betaToken  = "rolegraph_beta"
	betaHash   = "sha256:5ab7c976e16a7e6c0ca4b6ee76c11e0747e0bac61acb123180cb13dc052debe8"
	zeros      = "sha256:0000000000000000000000000000000000000000000000000000000000000000"
	ones       = "sha256:1111111111111111111111111111111111111111111111111111111111111111"
)

func TestListsAreRead(t *testing.T) {
	list, err := parse("# who asks\r\n\n  \t\nalice " + zeros + "\r\n  build-1.x_2\t" + ones + "  50000  \n#last")
	if err != nil || len(list) != 2 {
		t.Fatalf("%v, %v", list, err)
	}
	want := listed{name: "build-1.x_2", budget: 50_000}
	for i := range want.hash {
		want.hash[i] = 0x11
	}
	if list[0].name != "alice" || list[0].hash != (hash{}) || list[0].budget != 0 || list[1] != want {
		t.Errorf("read are %v", list)
	}
	if list, err := parse("\ufeff# a mark of the byte order\n"); err == nil {
		t.Errorf("read are %v", list)
	}
	for _, nobody := range []string{"", "\n", "# nobody"} {
		if list, err := parse(nobody); err != nil || len(list) != 0 {
			t.Errorf("%q: %v, %v", nobody, list, err)
		}
	}
}

// TestDocumentedList is that of docs/operating.md.
func TestDocumentedList(t *testing.T) {
	text, err := os.ReadFile("../docs/operating.md")
	if err != nil {
		t.Fatal(err)
	}
	_, list, _ := strings.Cut(string(text), "```text\n# name ")
	list, _, _ = strings.Cut(list, "```")
	clients, err := parse("# name " + list)
	if err != nil || len(clients) != 2 || clients[0].name != "ann" || clients[1].budget != 20_000_000 {
		t.Errorf("%v, %v", clients, err)
	}
}

// TestWrongLists has no error say what the line does, which could be a token.
func TestWrongLists(t *testing.T) {
	const secret = "S3CRET"
	for text, want := range map[string]string{
		"alice " + zeros + "\n\nalice " + ones:     "line 3: the client of this name is in line 1 already",
		"alice " + zeros + "\nbob " + zeros:        "line 2: the token of line 1 again; each client needs its own",
		secret:                                     "line 1: expected a name, the hash of a token and, at will, a budget; number of words: 1",
		"alice " + zeros + " 5 " + secret:          "number of words: 4",
		"#\nalice rolegraph_" + secret:             "line 2: this is a token; the file takes its hash",
		"rolegraph_" + secret + " " + zeros:        "line 1: this is a token",
		secret + " " + zeros:                       "line 1: the first word can't name a client: expected 1 to 64 lower case letters",
		"-a " + zeros:                              "can't name a client",
		"é " + zeros:                               "can't name a client",
		"a\x00b " + zeros:                          "can't name a client",
		strings.Repeat("a", 65) + " " + zeros:      "can't name a client",
		"alice " + secret:                          "line 1: the second word is no hash: expected sha256: and 64 hexadecimal digits",
		"alice sha256:" + secret:                   "is no hash",
		"alice sha256:" + strings.Repeat("0", 63):  "is no hash",
		"alice sha256:" + strings.Repeat("0", 66):  "is no hash",
		"alice sha512:" + strings.Repeat("0", 64):  "is no hash",
		"alice sha256:" + strings.Repeat("g", 64):  "is no hash",
		"alice " + zeros + " 0":                    "line 1: the third word is no budget: expected the cost points a minute, from 10000 to 1000000000000",
		"alice " + zeros + " 9999":                 "is no budget",
		"alice " + zeros + " -1":                   "is no budget",
		"alice " + zeros + " 1000000000001":        "is no budget",
		"alice " + zeros + " 99999999999999999999": "is no budget",
		"alice " + zeros + " " + secret:            "is no budget",
		strings.Repeat("#\n", 1<<19) + "#":         "has more than 1048576 bytes",
		manyClients(10_001):                        "line 10001: more than 10000 clients",
	} {
		list, err := parse(text)
		if err == nil || list != nil || !strings.Contains(err.Error(), want) || strings.Contains(err.Error(), secret) {
			t.Errorf("%.80q:\n got %v\nwant %s", text, err, want)
		}
	}
	if list, err := parse(manyClients(10_000)); err != nil || len(list) != 10_000 {
		t.Errorf("%d clients, %v", len(list), err)
	}
}

func manyClients(n int) string {
	var text strings.Builder
	for i := range n {
		fmt.Fprintf(&text, "c%d sha256:%064x\n", i, i)
	}
	return text.String()
}

// FuzzList has every text refused, or read so that it says the same when it is written
// again; and no error repeats a token.
func FuzzList(f *testing.F) {
	f.Add("# comment\nalice " + zeros + "\nbob " + ones + " 12000\n")
	f.Add("alice rolegraph_abc\n")
	f.Add("\ufeffalice\t" + zeros + "\r")
	f.Add("a " + strings.ToUpper(zeros) + " +5")
	f.Fuzz(func(t *testing.T, text string) {
		list, err := parse(text)
		if err != nil {
			for _, word := range strings.Fields(text) {
				if len(word) > 12 && strings.HasPrefix(word, tokenPrefix) && strings.Contains(err.Error(), word) {
					t.Errorf("the error repeats %q: %v", word, err)
				}
			}
			return
		}
		var again strings.Builder
		for _, client := range list {
			fmt.Fprintf(&again, "%s sha256:%x", client.name, client.hash)
			if client.budget > 0 {
				fmt.Fprintf(&again, " %d", client.budget)
			}
			again.WriteString("\n")
		}
		reread, err := parse(again.String())
		if err != nil || fmt.Sprint(reread) != fmt.Sprint(list) {
			t.Errorf("%q is read as %v, and that as %v, %v", text, list, reread, err)
		}
	})
}
