package exporter_test

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"encoding/xml"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"rolegraph/exporter"
	"rolegraph/kg"
	"rolegraph/store/storetest"
	"rolegraph/wholefile"
)

// tables gives the tables of a graph, each under the first row of its columns.
func tables(t interface{ Fatal(...any) }, graph *kg.Graph) map[string][][]string {
	rows := map[string][][]string{}
	if err := exporter.CSV(graph, func(name string, write func(io.Writer) error) error {
		var written bytes.Buffer
		if err := write(&written); err != nil {
			return err
		}
		var err error
		rows[name], err = csv.NewReader(&written).ReadAll()
		return err
	}); err != nil {
		t.Fatal(err)
	}
	return rows
}

// TestTablesByHand has what neo4j-admin asks for: an id with a type, a label, the
// ends and the type of a link.
func TestTablesByHand(t *testing.T) {
	example := storetest.Example()
	example.Nodes[3].Aliases = []string{"An|vil", "Block"}
	all := tables(t, kg.Merge(nil, example, storetest.Second()))
	for file, want := range map[string]string{
		"roles.csv": `[id:ID :LABEL name slug description aliases:string[] codes:string[] sources:string[] roleCount:int medianPay:double growth:double responsibilities pay outlook education]
[role:alpha Role ALPHA alpha The first First SOC:15-2051 article|onet 0 2 -1.5 [{"text":"Leads","source":"article"}] [{"source":"article","year":2024,"currency":"USD","basis":"ANNUAL","p10":0.5},{"source":"article","year":2023,"currency":"USD","basis":"ANNUAL","median":2,"capped":true}] [{"source":"article","group":"All","fromYear":2019,"toYear":2029,"growth":-1.5,"openings":2}] [{"source":"article","level":"None","percent":0.1}]]
[role:beta Role Beta beta    onet 0      ]
[role:gamma Role Gamma gamma    onet 0      ]
`,
		"tools.csv": `[id:ID :LABEL name slug description aliases:string[] codes:string[] sources:string[] roleCount:int categories:string[]]
[tool:anvil Tool Anvil anvil  An¦vil|Block  article|onet 2 Iron]
[tool:bolt-1 Tool Bolt bolt-1    onet 1 Iron]
[tool:bolt-2 Tool bolt bolt-2    onet 1 Iron]
[tool:crane Tool Crane crane    onet 1 Iron]
`,
		"skills.csv": `[id:ID :LABEL name slug description aliases:string[] codes:string[] sources:string[] roleCount:int types:string[]]
[skill:smithing Skill Smithing smithing    article 1 SKILL|KNOWLEDGE]
`,
		"degrees.csv": `[id:ID :LABEL name slug description aliases:string[] codes:string[] sources:string[] roleCount:int]
`,
		"uses_tool.csv": `[:START_ID :END_ID :TYPE weight:double tags:string[] sources:string[] notes evidence]
[role:alpha tool:anvil USES_TOOL 0.25 HOT article|onet [{"text":"a note","source":"article"}] [{"source":"article","measure":"m","value":0.5,"min":0.5,"max":2,"asOf":"2023"},{"source":"onet"}]]
[role:alpha tool:bolt-1 USES_TOOL 0.5  onet  [{"source":"onet"}]]
[role:alpha tool:bolt-2 USES_TOOL 0.5  onet  [{"source":"onet"}]]
[role:alpha tool:crane USES_TOOL 0  onet  [{"source":"onet"}]]
[role:beta tool:anvil USES_TOOL 1  onet  [{"source":"onet"}]]
`,
		"requires_skill.csv": `[:START_ID :END_ID :TYPE weight:double tags:string[] sources:string[] notes evidence]
[role:alpha skill:smithing REQUIRES_SKILL   article  [{"source":"article"}]]
`,
	} {
		got := ""
		for _, row := range all[file] {
			got += fmt.Sprintln(row)
		}
		if got != want {
			t.Errorf("%s:\n got %s\nwant %s", file, got, want)
		}
	}
	if len(all) != kg.KindCount+kg.RelationCount {
		t.Errorf("%d tables", len(all))
	}
}

// document is GraphML as package xml reads it.
type document struct {
	Keys []struct {
		ID   string `xml:"id,attr"`
		For  string `xml:"for,attr"`
		Name string `xml:"attr.name,attr"`
		Type string `xml:"attr.type,attr"`
	} `xml:"key"`
	Graph struct {
		Direction string    `xml:"edgedefault,attr"`
		Nodes     []element `xml:"node"`
		Edges     []element `xml:"edge"`
	} `xml:"graph"`
}

type element struct {
	ID     string `xml:"id,attr"`
	Source string `xml:"source,attr"`
	Target string `xml:"target,attr"`
	Data   []struct {
		Key   string `xml:"key,attr"`
		Value string `xml:",chardata"`
	} `xml:"data"`
}

// attributes are those of an element by their names; their keys are declared.
func (d *document) attributes(t *rapid.T, of string, e element) map[string]string {
	values := map[string]string{}
	for _, data := range e.Data {
		declared := false
		for _, key := range d.Keys {
			if key.ID == data.Key && key.For == of {
				declared = true
				values[key.Name] = data.Value
				if _, err := strconv.ParseFloat(data.Value, 64); err != nil && key.Type != "string" {
					t.Fatalf("%s %s: %v", key.Name, key.Type, err)
				}
			}
		}
		if !declared {
			t.Fatalf("%s is not declared", data.Key)
		}
	}
	return values
}

// TestFormatsHoldTheGraph reads random graphs back from both formats.
func TestFormatsHoldTheGraph(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		graph := kg.Merge(nil, storetest.Facts(t)...)
		var written bytes.Buffer
		if err := exporter.GraphML(&written, graph); err != nil {
			t.Fatal(err)
		}
		var d document
		if err := xml.Unmarshal(written.Bytes(), &d); err != nil {
			t.Fatal(err)
		}
		if len(d.Graph.Nodes) != len(graph.Nodes()) || len(d.Graph.Edges) != len(graph.Links()) || d.Graph.Direction != "directed" {
			t.Fatalf("%d nodes and %d edges", len(d.Graph.Nodes), len(d.Graph.Edges))
		}
		all := tables(t, graph)
		for i, n := range graph.Nodes() {
			got := d.attributes(t, "node", d.Graph.Nodes[i])
			if d.Graph.Nodes[i].ID != n.ID().String() || got["label"] != n.Name || got["kind"] != n.Kind.String() || got["description"] != n.Description {
				t.Fatalf("got %s %+v, want %+v", d.Graph.Nodes[i].ID, got, n)
			}
			start, _ := graph.NodesOf(n.Kind)
			row := all[n.Kind.Plural()+".csv"][1+i-start]
			if row[0] != n.ID().String() || row[2] != n.Name || row[4] != n.Description {
				t.Fatalf("got %q, want %+v", row, n)
			}
		}
		for i, l := range graph.Links() {
			edge := d.Graph.Edges[i]
			got := d.attributes(t, "edge", edge)
			weight := ""
			if l.Weight != kg.NoWeight {
				weight = l.Weight.String()
			}
			var evidence []kg.Evidence
			if err := json.Unmarshal([]byte(got["evidence"]), &evidence); err != nil || len(evidence) != len(l.Evidence) {
				t.Fatalf("evidence %s of %+v: %v", got["evidence"], l, err)
			}
			if edge.Source != l.From.ID().String() || edge.Target != l.To.ID().String() || got["relation"] != l.Relation.String() || got["weight"] != weight {
				t.Fatalf("got %+v %+v, want %+v", edge, got, l)
			}
			start, _ := graph.LinksOf(l.Relation)
			row := all[strings.ToLower(l.Relation.String())+".csv"][1+i-start]
			if row[0] != l.From.ID().String() || row[1] != l.To.ID().String() || row[3] != weight || row[7] != got["evidence"] {
				t.Fatalf("got %q, want %+v", row, l)
			}
		}
	})
}

// TestNetworkxReadsGraphML has the real one read a graph with every sort of text.
func TestNetworkxReadsGraphML(t *testing.T) {
	python := pythonWithNetworkx(t)
	graph := kg.Merge(nil, append(rapid.Custom(storetest.Facts).Example(3), storetest.Example())...)
	path := filepath.Join(t.TempDir(), "graph.graphml")
	if err := wholefile.Replace(path, func(w io.Writer) error { return exporter.GraphML(w, graph) }); err != nil {
		t.Fatal(err)
	}
	output, err := exec.CommandContext(t.Context(), python, "-c", `
import sys, networkx
graph = networkx.read_graphml(sys.argv[1])
print(graph.is_directed(), graph.number_of_nodes(), graph.number_of_edges(), graph.nodes["role:alpha"]["label"], graph.edges["role:alpha", "tool:bolt-1"]["weight"])`, path).CombinedOutput()
	want := fmt.Sprintf("True %d %d Alpha 0.5\n", len(graph.Nodes()), len(graph.Links()))
	if err != nil || string(output) != want {
		t.Errorf("got %s, %v, want %s", output, err, want)
	}
}

// pythonWithNetworkx is the first Python that has it: that of the PATH, or the
// system's, for which packages install it.
func pythonWithNetworkx(t *testing.T) string {
	t.Helper()
	for _, python := range []string{"python3", "/usr/bin/python3"} {
		if exec.CommandContext(t.Context(), python, "-c", "import networkx").Run() == nil {
			return python
		}
	}
	const reason = "no python3 has networkx, which is to read the export"
	if os.Getenv("CI") == "true" {
		t.Fatal(reason)
	}
	t.Skip(reason)
	return ""
}
