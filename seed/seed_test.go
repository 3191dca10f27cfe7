package seed_test

import (
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
	"testing/fstest"
	"unicode"

	"rolegraph/kg"
	"rolegraph/seed"
)

func load(t *testing.T) *kg.Graph {
	t.Helper()
	facts, joins, err := seed.Load()
	if err != nil {
		t.Fatal(err)
	}
	return kg.Merge(joins, facts)
}

// ofTheArticle is what the article links the two roles to, read by hand.
var ofTheArticle = map[kg.Slug]map[kg.Relation][]string{
	"data-science-engineer": {
		kg.RequiresSkill: {
			"Big data", "Computer science", "Data modeling", "Data warehousing", "Database management", "Databases", "Programming", "Software development",
		},
		kg.UsesTool: {
			"Amazon Redshift", "D3.js", "Google BigQuery", "Hadoop", "Hive", "MongoDB", "MySQL", "NoSQL databases", "PostgreSQL", "Power BI", "Snowflake", "Spark", "Tableau",
		},
		kg.UsesLanguage:  {"Python", "R", "SQL"},
		kg.WorksIn:       {"Finance", "Healthcare", "Manufacturing", "Marketing", "Retail"},
		kg.PrefersDegree: {"Computer Science", "Information Technology"},
		kg.RelatedTo:     {"Data Scientist"},
	},
	"machine-learning-software-engineer": {
		kg.RequiresSkill: {"Computer science", "Data structures", "Machine learning algorithms", "Programming", "Software engineering"},
		kg.UsesTool: {
			"AWS", "Ansible", "Docker", "Git", "Google Cloud", "Jenkins", "Keras", "Kubernetes", "Microsoft Azure", "PyTorch", "TensorFlow",
		},
		kg.UsesLanguage:  {"C++", "Java", "Python"},
		kg.WorksIn:       {"Finance", "Healthcare", "Manufacturing", "Marketing", "Retail"},
		kg.PrefersDegree: {"Computer Science", "Mathematics", "Statistics"},
		kg.RelatedTo:     {"Data Scientist"},
	},
}

func TestSeedIsTheArticle(t *testing.T) {
	graph := load(t)
	name := func(id kg.ID) string {
		at, _ := graph.Position(id)
		return graph.Nodes()[at].Name
	}
	got := map[kg.Slug]map[kg.Relation][]string{}
	for _, link := range graph.Links() {
		if got[link.From.Slug] == nil {
			got[link.From.Slug] = map[kg.Relation][]string{}
		}
		got[link.From.ID().Slug][link.Relation] = append(got[link.From.ID().Slug][link.Relation], name(link.To.ID()))
		if link.Weight != kg.NoWeight || len(link.Evidence) != 1 || link.Evidence[0].Source != kg.SourceArticle {
			t.Errorf("%s: weight %s, evidence %v; the article measures nothing", link.To.ID(), link.Weight, link.Evidence)
		}
		if (link.Relation == kg.WorksIn || link.Relation == kg.PrefersDegree) && len(link.Notes) == 0 {
			t.Errorf("%s from %s to %s has no notes", link.Relation, link.From.ID(), link.To.ID())
		}
	}
	for role, want := range ofTheArticle {
		for relation, names := range want {
			slices.Sort(got[role][relation])
			if !slices.Equal(got[role][relation], names) {
				t.Errorf("%s %s: %v, want %v", role, relation, got[role][relation], names)
			}
		}
	}
	if len(got) != len(ofTheArticle) {
		t.Errorf("links start at %v", slices.Sorted(maps.Keys(got)))
	}
	for _, slug := range []kg.Slug{"data-science-engineer", "machine-learning-software-engineer"} {
		at, _ := graph.Position(kg.ID{Kind: kg.Role, Slug: slug})
		role := &graph.Nodes()[at]
		if len(role.Responsibilities) < 3 || role.Description == "" {
			t.Errorf("%s has no description or too few responsibilities", slug)
		}
		if len(role.Outlook) != 1 || role.Outlook[0].Growth != 11 || role.Outlook[0].FromYear != 2019 || role.Outlook[0].ToYear != 2029 {
			t.Errorf("%s: the outlook is %+v", slug, role.Outlook)
		}
	}
	if source := graph.Sources()[0]; len(graph.Sources()) != 1 || source.Slug != kg.SourceArticle || source.AsOf != "2023-12-06" {
		t.Errorf("sources: %+v", graph.Sources())
	}
	if _, tools := graph.NodesOf(kg.Tool); len(tools) != 24 {
		t.Errorf("%d tools, want 24", len(tools))
	}
	for i := range graph.Nodes() {
		if n := &graph.Nodes()[i]; n.Kind == kg.Tool && len(n.Categories) == 0 {
			t.Errorf("%s has no category", n.ID())
		}
	}
}

func TestAliases(t *testing.T) {
	graph := load(t)
	for alias, id := range map[string]kg.ID{
		"Apache Spark":        {Kind: kg.Tool, Slug: "spark"},
		"Amazon Web Services": {Kind: kg.Tool, Slug: "aws"},
		"Oracle Java":         {Kind: kg.Language, Slug: "java"},
	} {
		at, ok := graph.Position(id)
		if !ok || !slices.Contains(graph.Nodes()[at].Aliases, alias) {
			t.Errorf("%s is not known as %s", id, alias)
		}
	}
}

// TestSeedSaysItInItsOwnWords compares every text of the seed with the article:
// no six words in a row may be the same, names aside.
func TestSeedSaysItInItsOwnWords(t *testing.T) {
	article, err := os.ReadFile(filepath.Join("..", "..", "shared", "source", "article.txt"))
	if err != nil {
		t.Skip("the article is not part of the project and not beside it, so there is nothing to compare with:", err)
	}
	words := func(text string) []string {
		return strings.FieldsFunc(strings.ToLower(text), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) })
	}
	const run = 6
	said := map[string]bool{}
	for all := words(string(article)); len(all) >= run; all = all[1:] {
		said[strings.Join(all[:run], " ")] = true
	}
	if len(said) < 500 {
		t.Fatal("the article is too short to be the article")
	}
	check := func(text string) {
		for all := words(text); len(all) >= run; all = all[1:] {
			if said[strings.Join(all[:run], " ")] {
				t.Errorf("%q is the article's: %q", strings.Join(all[:run], " "), text)
			}
		}
	}
	facts, _, err := seed.Load()
	if err != nil {
		t.Fatal(err)
	}
	for _, n := range facts.Nodes {
		check(n.Description)
		for _, text := range n.Responsibilities {
			check(text)
		}
	}
	for _, l := range facts.Links {
		for _, note := range l.Notes {
			check(note)
		}
	}
}

// small is a folder that loads.
func small() fstest.MapFS {
	files := fstest.MapFS{}
	for name, content := range map[string]string{
		"source.yaml":     "slug: article\nname: A\nasOf: 2023-12-06\n",
		"roles.yaml":      "- name: Cook\n  tools:\n    - Pan\n    - name: Pot\n      notes: [Large]\n  skills: [Frying]\n",
		"skills.yaml":     "- name: Frying\n  types: [SKILL]\n",
		"tools.yaml":      "- name: Pan\n- name: Pot\n  categories: [Iron]\n",
		"languages.yaml":  "- name: French\n",
		"industries.yaml": "- name: Food\n",
		"degrees.yaml":    "- name: None\n",
		"aliases.yaml":    "- kind: tool\n  name: Pan\n  also: [Skillet]\n  reason: The same.\n",
	} {
		files[name] = &fstest.MapFile{Data: []byte(content)}
	}
	return files
}

func TestSmallFolderLoads(t *testing.T) {
	facts, joins, err := seed.LoadFS(small())
	if err != nil {
		t.Fatal(err)
	}
	graph := kg.Merge(joins, facts)
	if len(graph.Nodes()) != 7 || len(graph.Links()) != 3 {
		t.Errorf("%d nodes and %d links, want 7 and 3", len(graph.Nodes()), len(graph.Links()))
	}
}

func TestMistakesAreNamedByFileAndLine(t *testing.T) {
	for _, c := range []struct{ file, content, want string }{
		{"roles.yaml", "- name: Cook\n  tools:\n    - Pan\n    - Spoon\n", `roles.yaml:4: there is no tool "Spoon" in tools.yaml`},
		{"roles.yaml", "- name: Cook\n  tools: [Pan, Pan]\n", `roles.yaml:2: the link to "Pan" is there already, at roles.yaml:2`},
		{"roles.yaml", "- name: Cook\n- name: COOK\n", "roles.yaml:2: role:cook is there already, at roles.yaml:1"},
		{"roles.yaml", "- name: Cook\n  tool: [Pan]\n", `roles.yaml:2: unknown key "tool"`},
		{"roles.yaml", "- name: Cook\n  name: Chef\n", `roles.yaml:2: "name" stands twice`},
		{"roles.yaml", "- description: nobody\n", "roles.yaml:1: the name is missing"},
		{"roles.yaml", "- name: 12\n", "roles.yaml:1: YAML does not read 12 as text; put it in quotes"},
		{"roles.yaml", "- name: \"\u00a0\"\n", "roles.yaml:1: the"},
		{"roles.yaml", "- name: '???'\n", `roles.yaml:1: no slug can be made of "???"`},
		{"roles.yaml", "- name: Cook\n  slug: The Cook\n", `roles.yaml:2: "The Cook" is no slug`},
		{"roles.yaml", "- name: Cook\n  description: \xff\n", "roles.yaml:2: not valid UTF-8"},
		{"roles.yaml", "- name: Cook\n  outlook:\n    - {group: all, fromYear: 2019, toYear: x, growth: 1}\n", "roles.yaml:3: expected a number"},
		{"roles.yaml", "- name: Cook\n  outlook:\n    - {group: all, fromYear: 2019, growth: 1}\n", "roles.yaml:3: toYear is missing"},
		{"roles.yaml", "- name: Cook\n  outlook:\n    - {group: all, fromYear: 2019, toYear: 2029, growth: .nan}\n", "roles.yaml:3: expected a number"},
		{"roles.yaml", "- name: Cook\n  tools:\n    - name: Pan\n      tags: [WARM]\n", `roles.yaml:4: unknown tag of a link "WARM"`},
		{"roles.yaml", "- name: [\n", "roles.yaml:"},
		{"roles.yaml", "", "roles.yaml:1: the file is empty"},
		{"roles.yaml", "name: Cook\n", "roles.yaml:1: expected a list"},
		{"roles.yaml", "- name: Cook\n---\n- name: Chef\n", "roles.yaml:2: the file must hold one YAML document"},
		{"roles.yaml", "- &a {name: Cook}\n- *a\n", "roles.yaml:1: YAML anchors and references are not allowed"},
		{"skills.yaml", "- name: Frying\n  types: [ART]\n", `skills.yaml:2: unknown type of skill "ART"`},
		{"tools.yaml", "- name: Pan\n- name: Pot\n  codes: [{scheme: UNSPSC}]\n", "tools.yaml:3: a code needs a scheme and a value"},
		{"aliases.yaml", "- kind: animal\n  name: Pan\n  also: [Cat]\n  reason: none\n", `aliases.yaml:1: unknown kind "animal"`},
		{"aliases.yaml", "- kind: tool\n  name: Pan\n  also: [Skillet]\n", "aliases.yaml:1: the reason is missing"},
		{"aliases.yaml", "- kind: tool\n  name: Pan\n  reason: x\n", "aliases.yaml:1: the entry joins nothing"},
		{"aliases.yaml", "- {kind: tool, name: Pan, also: [X], reason: a}\n- {kind: tool, name: Pot, also: [x], reason: a}\n", `aliases.yaml:2: "x" is both tool:pan and tool:pot`},
		{"source.yaml", "slug: article\nname: A\nasOf: yesterday\n", "source.yaml:3: expected a date"},
		{"source.yaml", "slug: An Article\nname: A\n", "source.yaml:1: a source needs a name, and a slug"},
	} {
		folder := small()
		folder[c.file].Data = []byte(c.content)
		facts, joins, err := seed.LoadFS(folder)
		if err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%q: got %v, want %s", c.content, err, c.want)
		}
		if facts != nil || joins != nil {
			t.Errorf("%q: something was loaded", c.content)
		}
	}
	missing := small()
	delete(missing, "degrees.yaml")
	if _, _, err := seed.LoadFS(missing); err == nil || err.Error() != "degrees.yaml:1: the file is missing" {
		t.Errorf("a missing file: got %v", err)
	}
}

func TestAllMistakesAreNamedAtOnce(t *testing.T) {
	folder := small()
	folder["tools.yaml"].Data = []byte("- name: Pan\n- nome: Pot\n")
	folder["skills.yaml"].Data = []byte("- Frying\n")
	_, _, err := seed.LoadFS(folder)
	if err == nil {
		t.Fatal("no error")
	}
	for _, want := range []string{"tools.yaml:2: ", "skills.yaml:1: "} {
		if !strings.Contains(err.Error(), want) {
			t.Errorf("%v does not name %s", err, want)
		}
	}
}

// FuzzLoad has any text as one of the files: all load, or every line of the error
// begins with a place. What loads merges.
func FuzzLoad(f *testing.F) {
	whole := small()
	names := slices.Sorted(maps.Keys(whole))
	for i, name := range names {
		f.Add(uint8(i), whole[name].Data)
	}
	roles := uint8(slices.Index(names, "roles.yaml"))
	for _, content := range []string{"- name: Cook\n  tools: [Pan]\n", "- [", "{}", "- &a [*a]", "- name: !!binary x", "\ufeff- name: x", "- {name: Cook, outlook: [{}]}"} {
		f.Add(roles, []byte(content))
	}
	f.Add(uint8(slices.Index(names, "aliases.yaml")), []byte("- {kind: role, name: Cook, codes: [{scheme: SOC, value: \"1\"}], reason: It is.}\n- {kind: role, name: Chef, also: [Cook], reason: It is.}\n"))
	f.Fuzz(func(t *testing.T, which uint8, content []byte) {
		folder := small()
		folder[names[int(which)%len(names)]].Data = content
		facts, joins, err := seed.LoadFS(folder)
		if err == nil {
			if err := facts.Check(); err != nil {
				t.Fatal(err)
			}
			kg.Merge(joins, facts)
			return
		}
		for _, line := range strings.Split(err.Error(), "\n") {
			file, rest, _ := strings.Cut(line, ":")
			number, what, _ := strings.Cut(rest, ": ")
			if at, err := strconv.Atoi(number); err != nil || at < 1 || what == "" || !slices.Contains(names, file) {
				t.Errorf("the line %q names no place", line)
			}
		}
	})
}
