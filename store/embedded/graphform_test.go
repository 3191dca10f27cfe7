package embedded_test

import (
	"bytes"
	"crypto/sha256"
	"fmt"
	"reflect"
	"runtime"
	"testing"

	"pgregory.net/rapid"

	"rolegraph/kg"
	"rolegraph/store/embedded"
	"rolegraph/store/storetest"
)

// formOf is the binary form of a graph.
func formOf(t interface{ Fatal(...any) }, graph *kg.Graph) []byte {
	var form bytes.Buffer
	if err := embedded.WriteGraph(&form, graph); err != nil {
		t.Fatal(err)
	}
	return form.Bytes()
}

func read(form []byte) (*kg.Graph, error) {
	return embedded.ReadGraph(bytes.NewReader(form), uint64(len(form)))
}

// difference says what of two graphs differs, to the last property.
func difference(got, want *kg.Graph) string {
	if got.Version() != want.Version() {
		return fmt.Sprintf("the version is %s, not %s", got.Version(), want.Version())
	}
	for what, of := range map[string]func(*kg.Graph) any{
		"sources": func(g *kg.Graph) any { return append([]kg.Source{}, g.Sources()...) }, // none is none, nil or not
		"nodes":   func(g *kg.Graph) any { return append([]kg.Node{}, g.Nodes()...) },
		"links":   func(g *kg.Graph) any { return append([]kg.Link{}, g.Links()...) },
		"report":  func(g *kg.Graph) any { return g.Report() },
	} {
		if !reflect.DeepEqual(of(got), of(want)) {
			return fmt.Sprintf("the %s are\n%+v, not\n%+v", what, of(got), of(want))
		}
	}
	return ""
}

func TestFormKeepsTheGraph(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		want := kg.Merge(nil, storetest.Facts(t)...)
		got, err := read(formOf(t, want))
		if err != nil {
			t.Fatal(err)
		}
		if wrong := difference(got, want); wrong != "" {
			t.Fatal(wrong)
		}
	})
}

func TestFormOfAnEmptyGraph(t *testing.T) {
	want := kg.Merge(nil)
	got, err := read(formOf(t, want))
	if err != nil {
		t.Fatal(err)
	}
	if wrong := difference(got, want); wrong != "" {
		t.Error(wrong)
	}
}

// TestFormOfLongTexts has texts that are longer than what is read at once.
func TestFormOfLongTexts(t *testing.T) {
	f := storetest.Example()
	for i := range f.Nodes {
		f.Nodes[i].Description = string(bytes.Repeat([]byte("long ö "), i*10_000))
	}
	want := kg.Merge(nil, f)
	got, err := read(formOf(t, want))
	if err != nil {
		t.Fatal(err)
	}
	if wrong := difference(got, want); wrong != "" {
		t.Error(wrong)
	}
}

// TestMergedForm tells when graphs in data files must be merged anew.
func TestMergedForm(t *testing.T) {
	joins := &kg.Joins{}
	if err := joins.Add(kg.Join{Kind: kg.Tool, Slug: "crane", Names: []string{"Anvil", "Hoist"}}); err != nil {
		t.Fatal(err)
	}
	own := storetest.Synthetic(4)
	own.Source.Slug = "own"
	own.Nodes = append(own.Nodes, kg.NodeFact{Kind: kg.Skill, Slug: "crane", Name: "Crane"})
	own.Salaries = []kg.SalaryFact{{Title: "alpha", Year: 2024, Currency: "USD", Amounts: []int64{2, 1, 4}}, {Title: "Zeta", Amounts: []int64{1}}}
	form := formOf(t, kg.Merge(joins, storetest.Example(), storetest.Second(), own))
	const want = "f832510b62307d51"
	if got := fmt.Sprintf("%x", sha256.Sum256(form))[:16]; got != want {
		t.Errorf("the same facts come to another graph, or form: give mergedForm another value, and then this test %q", got)
	}
}

// TestDamagedForm changes every byte, and cuts the form everywhere: that is an
// error, or another graph.
func TestDamagedForm(t *testing.T) {
	whole := formOf(t, kg.Merge(nil, storetest.Example(), storetest.Second()))
	for at := range whole {
		for _, bit := range []byte{0x01, 0x02, 0x40, 0x80, 0xff} {
			changed := bytes.Clone(whole)
			changed[at] ^= bit
			if graph, err := read(changed); err == nil {
				graph.Index()
			}
		}
		if _, err := read(whole[:at]); err == nil {
			t.Errorf("%d of %d bytes are taken for a graph", at, len(whole))
		}
	}
	if _, err := read(append(bytes.Clone(whole), 0)); err == nil {
		t.Error("a byte more is taken for a graph")
	}
}

// FuzzReadGraph reads whatever there is: it never panics, allocates in proportion
// to it, and what it takes for a graph is one.
func FuzzReadGraph(f *testing.F) {
	f.Add(formOf(f, kg.Merge(nil)))
	f.Add(formOf(f, kg.Merge(nil, storetest.Example(), storetest.Second())))
	f.Add(formOf(f, kg.Merge(nil, storetest.Synthetic(4))))
	f.Add([]byte("\x01v\xff\xff\xff\xff\x0f"))
	f.Fuzz(func(t *testing.T, form []byte) {
		var before, after runtime.MemStats
		runtime.ReadMemStats(&before)
		graph, err := read(form)
		runtime.ReadMemStats(&after)
		if most := uint64(200*len(form) + 1<<20); after.TotalAlloc-before.TotalAlloc > most {
			t.Errorf("%d bytes took %d", len(form), after.TotalAlloc-before.TotalAlloc)
		}
		if err != nil {
			return
		}
		again, err := read(formOf(t, graph))
		if err != nil {
			t.Fatal(err)
		}
		if wrong := difference(again, graph); wrong != "" {
			t.Error(wrong)
		}
	})
}
