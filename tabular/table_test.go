package tabular_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"strings"
	"testing"
	"unicode"

	"github.com/rivo/uniseg"

	"rolegraph/tabular"
)

func table(tb testing.TB, columns []tabular.Column, width int, blocks bool, rows ...[]string) string {
	tb.Helper()
	var text bytes.Buffer
	table := tabular.NewTable(&text, columns, width, blocks)
	for _, row := range rows {
		if err := table.Write(row); err != nil {
			tb.Fatal(err)
		}
	}
	if err := table.Flush(); err != nil {
		tb.Fatal(err)
	}
	return text.String()
}

var nameAndCount = []tabular.Column{{Name: "name"}, {Name: "count", Numeric: true}}

func TestTables(t *testing.T) {
	for name, c := range map[string]struct {
		columns []tabular.Column
		width   int
		blocks  bool
		rows    [][]string
		want    string
	}{
		"numbers to the right": {
			nameAndCount, 80, false,
			[][]string{{"Ada", "1815"}, {"", "7"}, {"Grace Hopper", ""}},
			"name          count\n────────────  ─────\nAda            1815\n                  7\nGrace Hopper\n",
		},
		"no rows": {nameAndCount, 80, false, nil, "name  count\n────  ─────\n"},
		"wide and combining characters": {
			nameAndCount, 80, false,
			[][]string{{"東京", "1"}, {"e\u0301e\u0301", "2"}, {"👩‍🔬", "3"}},
			"name  count\n────  ─────\n東京      1\ne\u0301e\u0301        2\n👩‍🔬        3\n",
		},
		"the widest are cut": {
			[]tabular.Column{{Name: "a"}, {Name: "b"}, {Name: "c"}},
			25, false,
			[][]string{{"short", "0123456789", "東京東京東京"}},
			"a      b         c\n─────  ────────  ────────\nshort  0123456…  東京東…\n",
		},
		"nothing is cut where there is no width": {
			nameAndCount, 0, false,
			[][]string{{strings.Repeat("x", 300), "1"}},
			"name" + strings.Repeat(" ", 296) + "  count\n" + strings.Repeat("─", 300) + "  ─────\n" + strings.Repeat("x", 300) + "      1\n",
		},
		"too many columns": {
			nameAndCount, 10, false,
			[][]string{{"Grace Hopper", "1"}, {"Ada", "2"}},
			"name   Grace Hopper\ncount  1\n\nname   Ada\ncount  2\n",
		},
		"a block": {nameAndCount, 80, true, [][]string{{"Ada", ""}}, "name   Ada\ncount\n"},
		"lines and controls": {
			[]tabular.Column{{Name: "name"}},
			80, false,
			[][]string{{"a\nb\tc"}, {"\x1b]0;x\a"}, {"\u009b31m"}, {"\u202eabc"}, {"\xff"}},
			"name\n──────\na b c\n\ufffd]0;x\ufffd\n\ufffd31m\n\ufffdabc\n\ufffd\n",
		},
	} {
		t.Run(name, func(t *testing.T) {
			if got := table(t, c.columns, c.width, c.blocks, c.rows...); got != c.want {
				t.Errorf("got\n%s\nwant\n%s", got, c.want)
			}
		})
	}
}

// TestLongTables writes rows as they come once the widths are known, and cuts what
// is longer.
func TestLongTables(t *testing.T) {
	var text bytes.Buffer
	long := tabular.NewTable(&text, nameAndCount, 80, false)
	for i := range 1000 {
		if text.Len() > 0 {
			t.Fatalf("row %d is written before the widths of 1000 are known", i)
		}
		if err := long.Write([]string{"name", fmt.Sprint(i)}); err != nil {
			t.Fatal(err)
		}
	}
	if err := long.Write([]string{"a longer name", "1000"}); err != nil {
		t.Fatal(err)
	}
	if text.Len() == 0 {
		t.Error("1001 rows are still held")
	}
	if err := long.Flush(); err != nil {
		t.Fatal(err)
	}
	if lines := strings.Split(text.String(), "\n"); len(lines) != 1004 || lines[2] != "name      0" || lines[1002] != "a l…   1000" {
		t.Errorf("%d lines, the row after the first 1000 is %q", len(lines), lines[1002])
	}
}

// FuzzTables: no text makes a terminal do anything but show it, and no table is
// wider than the terminal.
func FuzzTables(f *testing.F) {
	for _, text := range []string{"", "a", "\x1b[31mred\x1b[0m", "\u009b2J", "a\r\nb", "\u202e", "東京東京東京東京東京東京", "👩‍🔬👩‍🔬👩‍🔬👩‍🔬👩‍🔬👩‍🔬", "e\u0301\u0301\u0301", "\xff\xfe", "\x00\x7f"} {
		f.Add(text, text)
	}
	f.Fuzz(func(t *testing.T, first, second string) {
		const width = 30
		for _, blocks := range []bool{false, true} {
			shown := table(t, nameAndCount, width, blocks, []string{first, second}, []string{second, first})
			for _, line := range strings.Split(shown, "\n") {
				for _, r := range line {
					if r < ' ' || r >= 0x7f && r < 0xa0 || unicode.Is(unicode.Bidi_Control, r) {
						t.Fatalf("%q, %q: shown is %q", first, second, line)
					}
				}
				if !blocks && uniseg.StringWidth(line) > width {
					t.Fatalf("%q, %q: %q is wider than %d", first, second, line, width)
				}
			}
		}
		text, err := json.Marshal(map[string]string{"a": first, "b": second})
		if err != nil {
			t.Fatal(err)
		}
		printable := tabular.PrintableJSON(string(text))
		for _, r := range printable {
			if unicode.IsControl(r) || unicode.Is(unicode.Bidi_Control, r) {
				t.Fatalf("shown is %q", printable)
			}
		}
		var before, after any
		if json.Unmarshal(text, &before) != nil || json.Unmarshal([]byte(printable), &after) != nil || fmt.Sprint(before) != fmt.Sprint(after) {
			t.Fatalf("%s becomes %s", text, printable)
		}
	})
}
