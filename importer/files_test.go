package importer_test

import (
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"

	"rolegraph/importer"
	"rolegraph/kg"
)

// laid writes a user's own files into a folder.
func laid(t *testing.T, files map[string]string) string {
	t.Helper()
	folder := t.TempDir()
	for name, content := range files {
		if err := os.MkdirAll(filepath.Dir(filepath.Join(folder, name)), 0o700); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(filepath.Join(folder, name), []byte(content), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	return folder
}

var acme = kg.Source{Slug: "acme"}

// TestFilesSayTheSame has one source in every form that it may have.
func TestFilesSayTheSame(t *testing.T) {
	const (
		nodes = "kind,name,slug,aliases,codes\nrole,Baker,,Boulanger|Bäcker,SOC:51-3011|ESCO:http://e/1\ntool,Oven,stove,,\n"
		links = "relation,from,to,weight,tags,notes\nuses_tool,Baker,Oven,0.25,hot|IN_DEMAND,\"Hot, \"\"very\"\"\nhot|Twice\"\nREQUIRES_SKILL,baker,Kneading,,,\n"
		facts = `{"node": {"kind": "ROLE", "name": "Baker", "aliases": ["Boulanger", "Bäcker"], "codes": [{"scheme": "SOC", "value": "51-3011"}, {"scheme": "ESCO", "value": "http://e/1"}]}}
{"node": {"kind": "TOOL", "name": "Oven", "slug": "stove"}}
{"link": {"relation": "USES_TOOL", "from": "Baker", "to": "stove", "weight": 0.25, "tags": ["HOT", "IN_DEMAND"], "notes": ["Hot, \"very\"\nhot", "Twice"]}}
{"link": {"relation": "REQUIRES_SKILL", "from": "baker", "to": "Kneading"}}
`
	)
	want := &kg.Facts{
		Source: kg.Source{Slug: "acme", Name: "acme"},
		Nodes: []kg.NodeFact{
			{Kind: kg.Role, Slug: "baker", Name: "Baker", Aliases: []string{"Boulanger", "Bäcker"}, Codes: []kg.Code{{Scheme: "SOC", Value: "51-3011"}, {Scheme: "ESCO", Value: "http://e/1"}}},
			{Kind: kg.Tool, Slug: "stove", Name: "Oven"},
			{Kind: kg.Skill, Slug: "kneading", Name: "Kneading"},
		},
		Links: []kg.LinkFact{
			{Relation: kg.UsesTool, From: "baker", To: "stove", Strength: 250_000, Tags: []kg.LinkTag{kg.Hot, kg.InDemand}, Notes: []string{"Hot, \"very\"\nhot", "Twice"}},
			{Relation: kg.RequiresSkill, From: "baker", To: "kneading", Strength: kg.NoWeight},
		},
	}
	for name, files := range map[string]map[string]string{
		"tables":                        {"nodes.csv": nodes, "links.csv": links},
		"lines":                         {"facts.jsonl": facts},
		"marks, returns, and no more":   {"nodes.csv": "\ufeff" + strings.ReplaceAll(strings.TrimSuffix(nodes, "\n"), "\n", "\r\n"), "links.csv": "\ufeff\"relation\"" + strings.TrimPrefix(links, "relation")},
		"both line ends":                {"nodes.csv": strings.Replace(nodes, "\n", "\r\n", 1), "links.csv": links},
		"empty rows and columns":        {"nodes.csv": strings.ReplaceAll(nodes, "\n", ",\n") + ",,,,,\n\n", "links.csv": links},
		"other columns first":           {"nodes.csv": "NAME, Kind ,codes,aliases,slug\nBaker,ROLE,SOC:51-3011|ESCO:http://e/1,Boulanger|Bäcker,\nOven,Tool,,,stove\n", "links.csv": links},
		"lines that end in returns":     {"facts.jsonl": "\ufeff" + strings.ReplaceAll(facts, "\n", "\r\n\r\n")},
		"a table and lines":             {"nodes.csv": nodes, "facts.jsonl": facts[strings.Index(facts, `{"link"`):]},
		"an end that counts":            {"facts.jsonl": facts + `{"end": {"lines": 4}}`},
		"folders that are of no matter": {"a/nodes.csv": nodes, "b/links.csv": links, ".hidden": ""},
	} {
		t.Run(name, func(t *testing.T) {
			got, err := importer.Files(t.Context(), laid(t, files), acme, &importer.Report{})
			if err != nil {
				t.Fatal(err)
			}
			if !reflect.DeepEqual(got, want) {
				t.Errorf("got %+v\nwant %+v", got, want)
			}
			if err := got.Check(); err != nil {
				t.Error(err)
			}
		})
	}
}

// TestSourceOfFiles is what the command says, and where it is silent what a line
// does.
func TestSourceOfFiles(t *testing.T) {
	const line = `{"source": {"name": "Acme Ltd.", "version": "7", "asOf": "2026-03"}}`
	for _, c := range []struct{ title, line, want string }{
		{"", "", "acme"}, {"ACME", "", "ACME"}, {"", line, "Acme Ltd."}, {"ACME", line, "ACME"},
	} {
		files := map[string]string{"facts.jsonl": c.line + "\n" + `{"node": {"kind": "ROLE", "name": "Baker"}}`}
		facts, err := importer.Files(t.Context(), laid(t, files), kg.Source{Slug: "acme", Name: c.title}, &importer.Report{})
		if err != nil {
			t.Fatal(err)
		}
		if facts.Source.Name != c.want || facts.Source.Slug != "acme" || (facts.Source.Version == "7") != (c.line != "") {
			t.Errorf("%+v: got %+v", c, facts.Source)
		}
	}
}

func TestBadFilesOfOnesOwn(t *testing.T) {
	const nodes, links = "kind,name,slug,codes,types\nrole,Baker,,,\n", "relation,from,to,weight,tags\nuses_tool,Baker,Oven,,\n"
	table := func(name, content string) map[string]string { return map[string]string{name: content} }
	lines := func(content string) map[string]string { return table("facts.jsonl", content) }
	for says, files := range map[string]map[string]string{
		"has no file nodes.csv, links.csv or facts.jsonl": table("roles.csv", nodes),
		"has several files nodes.csv":                     {"a/nodes.csv": nodes, "b/nodes.csv": nodes},

		"nodes.csv:1: the file is empty; expected a line with the columns kind, name":                             table("nodes.csv", ""),
		`nodes.csv:1: there is no column "name"; the columns are kind`:                                            table("nodes.csv", "kind\nrole\n"),
		`nodes.csv:1: unknown column "nmae"; known are kind, name, slug, description`:                             table("nodes.csv", "kind,nmae\nrole,Baker\n"),
		`nodes.csv:1: unknown column "kind;name"`:                                                                 table("nodes.csv", "kind;name\nrole;Baker\n"),
		`nodes.csv:1: the column "name" stands twice`:                                                             table("nodes.csv", "kind,name,Name\n"),
		"nodes.csv:3: expected 5 fields, as many as columns, not 3":                                               table("nodes.csv", nodes+"role,Butcher,"),
		`nodes.csv:3: extraneous or missing " in quoted-field`:                                                    table("nodes.csv", nodes+"role,\"Butcher,,,\n"),
		`nodes.csv:3: bare " in non-quoted-field`:                                                                 table("nodes.csv", nodes+"role,the \"Butcher\",,,\n"),
		"nodes.csv:3: a field is not valid UTF-8":                                                                 table("nodes.csv", nodes+"role,B\xe4cker,,,\n"),
		"nodes.csv:1: a field is not valid UTF-8":                                                                 table("nodes.csv", "\xff\xfek\x00i\x00n\x00d\x00"),
		"nodes.csv:3: a record has more than 1048576 bytes; is a quote missing?":                                  table("nodes.csv", nodes+"role,\""+strings.Repeat("Baker\n", 1<<18)),
		`nodes.csv:2: kind: expected role, skill, tool, language, industry or degree, not ""`:                     table("nodes.csv", "kind,name\n,Baker\n"),
		`nodes.csv:2: the name "" is empty`:                                                                       table("nodes.csv", "kind,name\nrole,\n"),
		`nodes.csv:2: no slug can be made of the name "???"; give the entry one`:                                  table("nodes.csv", "kind,name\nrole,???\n"),
		`nodes.csv:2: role "Baker": "The Baker" is no slug`:                                                       table("nodes.csv", "kind,name,slug\nrole,Baker,The Baker\n"),
		`nodes.csv:2: codes: expected a scheme and a code, such as SOC:15-2051, not "15-2051"`:                    table("nodes.csv", "kind,name,codes\nrole,Baker,15-2051\n"),
		"nodes.csv:2: types: expected none, for this is no skill":                                                 table("nodes.csv", "kind,name,types\nrole,Baker,SKILL\n"),
		`nodes.csv:2: types: expected SKILL or KNOWLEDGE, not "art"`:                                              table("nodes.csv", "kind,name,types\nskill,Baking,skill|art\n"),
		"nodes.csv:2: role:baker: the name \"a\\tb\" has a control character":                                     table("nodes.csv", "kind,name,aliases\nrole,Baker,a\tb\n"),
		`links.csv:2: relation: expected REQUIRES_SKILL, USES_TOOL, USES_LANGUAGE, WORKS_IN`:                      table("links.csv", "relation,from,to\nlikes,Baker,Oven\n"),
		`links.csv:3: weight: expected a number, not "0,5"`:                                                       table("links.csv", links+"uses_tool,Baker,Oven,\"0,5\",\n"),
		"links.csv:3: weight: expected a number from 0 to 1, not 1.5":                                             table("links.csv", links+"uses_tool,Baker,Oven,1.5,\n"),
		`links.csv:3: weight: expected a number, not "NaN"`:                                                       table("links.csv", links+"uses_tool,Baker,Oven,NaN,\n"),
		`links.csv:3: tags: expected ESSENTIAL, OPTIONAL, HOT or IN_DEMAND, not "cold"`:                           table("links.csv", links+"uses_tool,Baker,Oven,,cold\n"),
		"links.csv:3: a link needs what it leads from and to":                                                     table("links.csv", links+"uses_tool,,Oven,,\n"),
		`links.csv:3: no slug can be made of the name "???"`:                                                      table("links.csv", links+"uses_tool,Baker,???,,\n"),
		"facts.jsonl:1: the file is empty; expected lines of JSON":                                                lines(""),
		"facts.jsonl:2: the line is cut off: expected a whole JSON object":                                        lines("\n" + `{"node": {"kind": "ROLE", "na`),
		"facts.jsonl:1: the line is not valid UTF-8":                                                              lines(`{"node": {"kind": "ROLE", "name": "B` + "\xe4" + `cker"}}`),
		"facts.jsonl:1: expected a JSON object; at byte 1: invalid character 'k'":                                 lines("kind,name\n"),
		"facts.jsonl:1: the line: did not expect a JSON array":                                                    lines("[]"),
		"facts.jsonl:1: expected an object with one of the keys source, node, link, salaries and end, not with 0": lines("{}"),
		"facts.jsonl:1: expected one object on the line, and nothing behind it":                                   lines(`{"end": {"lines": 0}} {}`),
		`facts.jsonl:1: unknown field "nmae"`:                                                                     lines(`{"node": {"kind": "ROLE", "nmae": "Baker"}}`),
		"facts.jsonl:1: kind is missing":                                                                          lines(`{"node": {"name": "Baker"}}`),
		"facts.jsonl:1: relation is missing":                                                                      lines(`{"link": {"from": "Baker", "to": "Oven"}}`),
		`facts.jsonl:1: unknown kind "role"`:                                                                      lines(`{"node": {"kind": "role", "name": "Baker"}}`),
		"facts.jsonl:1: node.pay.year: did not expect a JSON string":                                              lines(`{"node": {"kind": "ROLE", "name": "Baker", "pay": [{"year": "2025"}]}}`),
		"facts.jsonl:1: weight: expected a number from 0 to 1, not -1":                                            lines(`{"link": {"relation": "USES_TOOL", "from": "Baker", "to": "Oven", "weight": -1}}`),
		`facts.jsonl:1: evidence: "May" is no date`:                                                               lines(`{"link": {"relation": "USES_TOOL", "from": "Baker", "to": "Oven", "evidence": [{"asOf": "May"}]}}`),
		"facts.jsonl:1: salaries of Baker: there are none":                                                        lines(`{"salaries": {"title": "Baker", "year": 2025, "currency": "EUR", "amounts": []}}`),
		`facts.jsonl:1: the source is called "onet" here, and is imported as "acme"`:                              lines(`{"source": {"slug": "onet", "name": "O*NET"}}`),
		"facts.jsonl:2: expected one source; facts of several are for import jsonl":                               lines(`{"source": {"name": "A"}}` + "\n" + `{"source": {"name": "B"}}`),
		`facts.jsonl:1: asOf: expected a date such as 2024, 2024-08 or 2024-08-31, not "yesterday"`:               lines(`{"source": {"name": "A", "asOf": "yesterday"}}`),
		"facts.jsonl:2: the file had 3 lines above this one, and has 1":                                           lines(`{"node": {"kind": "ROLE", "name": "Baker"}}` + "\n" + `{"end": {"lines": 3}}`),
		"facts.jsonl:2: the line has more than 16777216 bytes":                                                    lines(`{"node": {"kind": "ROLE", "name": "Baker"}}` + "\n" + `{"node": {"description": "` + strings.Repeat("x", 17<<20) + `"}}`),
	} {
		facts, err := importer.Files(t.Context(), laid(t, files), acme, &importer.Report{})
		if err == nil || !strings.Contains(err.Error(), says) || kg.AsError(err).Code != kg.BadUserInput || facts != nil {
			t.Errorf("got %v, want %s", err, says)
		}
	}
}
