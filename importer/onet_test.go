package importer_test

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"rolegraph/importer"
	"rolegraph/kg"
	"rolegraph/seed"
)

// published is a folder of data as its publisher has it, which is not part of
// the project.
func published(t *testing.T, name string) string {
	t.Helper()
	if testing.Short() {
		t.Skip("reads the published data, which takes long; -short leaves it out")
	}
	folder := filepath.Join("..", "..", "shared", "data", name)
	if _, err := os.Stat(folder); err != nil {
		t.Skipf("the data set %s is not beside the project: %v", name, err)
	}
	return folder
}

func joins(t testing.TB) *kg.Joins {
	t.Helper()
	_, joins, err := seed.Load()
	if err != nil {
		t.Fatal(err)
	}
	return joins
}

// TestONET has its figures from the files by awk, where S is -F'\t' 'NR>1 &&:
//
//	roles      awk S 1' 'Occupation Data.txt' | wc -l
//	skills     awk S $4=="IM" && $10!="Y" && $11!="Y" && $5>=3' Skills.txt | wc -l, and of Knowledge.txt
//	technology awk S 1' 'Technology Skills.txt' | wc -l; hot: $5=="Y"; in demand: $6=="Y"; of Python: $2=="Python"
//	related    awk S 1' 'Related Occupations.txt' | wc -l
//	education  awk S $2=="2.D.1" && $11!="Y" && $6>0' 'Education, Training, and Experience.txt' | wc -l
func TestONET(t *testing.T) {
	var report importer.Report
	facts, err := importer.ONET(t.Context(), os.DirFS(published(t, "onet")), joins(t), importer.DefaultMinImportance, &report)
	if err != nil {
		t.Fatal(err)
	}
	if err := facts.Check(); err != nil {
		t.Fatal(err)
	}
	if facts.Source.Version != "30.0" || len(report.Missing()) != 0 {
		t.Errorf("release %q; %v", facts.Source.Version, report.Missing())
	}
	counts := map[string]int{}
	for i := range facts.Nodes {
		n := &facts.Nodes[i]
		counts[n.Kind.String()]++
		counts["education"] += len(n.Education)
	}
	for i := range facts.Links {
		link := &facts.Links[i]
		counts[link.Relation.String()]++
		if slices.Contains(link.Tags, kg.Hot) {
			counts["hot"]++
		}
		if slices.Contains(link.Tags, kg.InDemand) {
			counts["in demand"]++
		}
		if link.Relation == kg.UsesLanguage && link.To == "python" {
			counts["of Python"]++
		}
	}
	for name, want := range map[string]int{
		"ROLE": 1016, "REQUIRES_SKILL": 12514 + 6664, "RELATED_TO": 18460, "hot": 11616, "in demand": 2339, "of Python": 130, "education": 4071,
		"SKILL": 35 + 33 - 1, // Mathematics is both
	} {
		if counts[name] != want {
			t.Errorf("%s: %d, want %d", name, counts[name], want)
		}
	}
	if technologies := counts["USES_TOOL"] + counts["USES_LANGUAGE"]; technologies != 32681 {
		t.Errorf("%d tools and languages are used, want 32681", technologies)
	}
}

// release is a small release in O*NET's layout.
func release() fstest.MapFS {
	table := func(lines ...string) *fstest.MapFile {
		return &fstest.MapFile{Data: []byte(strings.Join(lines, "\r\n") + "\r\n")}
	}
	return fstest.MapFS{
		"Read Me.txt":             table("O*NET 30.0 Database", "August 2025 Release"),
		"Occupation Data.txt":     table("O*NET-SOC Code\tTitle\tDescription", "15-2051.00\tData Scientists\tDevelop \"methods.", "15-1252.00\tSoftware Developers\tn/a"),
		"Alternate Titles.txt":    table("O*NET-SOC Code\tAlternate Title\tShort Title\tSource(s)", "15-2051.00\tData Analytics Expert\tDAE\t08", "99-9999.00\tNobody\tn/a\t08"),
		"Technology Skills.txt":   table("O*NET-SOC Code\tExample\tCommodity Code\tCommodity Title\tHot Technology\tIn Demand", "15-2051.00\tPython\t1\tPrograms\tY\tN", "15-2051.00\tStructured query language SQL\t1\tPrograms\tN\tN", "15-2051.00\tTableau\t2\tBusiness\tY\tY", "15-1252.00\tTableau\t3\tAnalytics\tN\tN"),
		"Skills.txt":              table(ratings, "15-1252.00\t2.A.1\tMathematics\tLV\t4\t8\t0\t0\t0\tN\tN\t08/2023\tAnalyst", "15-1252.00\t2.A.1\tMathematics\tIM\t4\t8\t0\t0\t0\tN\tn/a\t08/2023\tAnalyst", "15-1252.00\t2.A.2\tWriting\tIM\t2.99\t8\t0\t0\t0\tN\tn/a\t08/2023\tAnalyst"),
		"Knowledge.txt":           table(ratings, "15-1252.00\t2.C.1\tMathematics\tIM\t3\t8\t0\t0\t0\tN\tn/a\t07/2022\tAnalyst", "15-1252.00\t2.C.2\tPhysics\tIM\t5\t8\t0\t0\t0\tY\tn/a\t08/2023\tAnalyst", "15-1252.00\t2.C.3\tArts\tLV\t0\t8\t0\t0\t0\tN\tY\t08/2023\tAnalyst"),
		"Related Occupations.txt": table("O*NET-SOC Code\tRelated O*NET-SOC Code\tRelatedness Tier\tIndex", "15-2051.00\t15-1252.00\tPrimary-Short\t1"),
	}
}

const ratings = "O*NET-SOC Code\tElement ID\tElement Name\tScale ID\tData Value\tN\tStandard Error\tLower CI Bound\tUpper CI Bound\tRecommend Suppress\tNot Relevant\tDate\tDomain Source"

func TestONETByHand(t *testing.T) {
	var report importer.Report
	facts, err := importer.ONET(t.Context(), release(), joins(t), importer.DefaultMinImportance, &report)
	if err != nil {
		t.Fatal(err)
	}
	graph := kg.Merge(joins(t), facts)
	node := func(kind kg.Kind, slug kg.Slug) kg.Node {
		at, ok := graph.Position(kg.ID{Kind: kind, Slug: slug})
		if !ok {
			t.Fatalf("there is no %s %s", kind, slug)
		}
		return graph.Nodes()[at]
	}
	role := node(kg.Role, "data-scientist") // by its code
	if role.Name != "Data Scientist" || role.Description != `Develop "methods.` || !slices.Equal(role.Aliases, []string{"DAE", "Data Analytics Expert", "Data Scientists"}) ||
		!slices.Equal(role.Codes, []kg.Code{{Scheme: "O*NET-SOC", Value: "15-2051.00"}, {Scheme: "SOC", Value: "15-2051"}}) {
		t.Errorf("the role is %+v", role)
	}
	node(kg.Language, "python")
	node(kg.Language, "sql")
	if tableau := node(kg.Tool, "tableau"); !slices.Equal(tableau.Categories, []string{"Analytics", "Business"}) || tableau.RoleCount != 2 {
		t.Errorf("Tableau is %+v", tableau)
	}
	if both := node(kg.Skill, "mathematics"); len(both.Types) != 2 {
		t.Errorf("Mathematics is of the types %v", both.Types)
	}
	_, required := graph.LinksOf(kg.RequiresSkill)
	// (4 − 1) / 4 and (3 − 1) / 4, and their mean.
	if len(required) != 1 || required[0].Weight != 625_000 || len(required[0].Evidence) != 3 || *required[0].Evidence[1].Value != 4 || required[0].Evidence[1].Measure != "Level" || required[0].Evidence[2].AsOf != "2022-07" {
		t.Errorf("what is required: %+v", required)
	}
	for file, reasons := range map[string]map[string]int{
		"Alternate Titles.txt": {"the occupation is not in Occupation Data": 1},
		"Skills.txt":           {"its importance is below 3": 1},
		"Knowledge.txt":        {"O*NET recommends to suppress it": 1, "O*NET marks it as not relevant": 1},
	} {
		for reason, want := range reasons {
			if got := report.LeftOut(file, reason); got != want {
				t.Errorf("%s: %d rows were left out as %s, want %d", file, got, reason, want)
			}
		}
	}
	if missing := strings.Join(report.Missing(), "\n"); !strings.Contains(missing, "Education, Training, and Experience.txt, or as of release 30.3 Education Categories.txt and Education.txt: education is not known") {
		t.Errorf("missing: %s", missing)
	}
}

// TestBadFiles are refused with file and line.
func TestBadFiles(t *testing.T) {
	replace := func(name, old, new string) func(fstest.MapFS) {
		return func(folder fstest.MapFS) {
			text := string(folder[name].Data)
			if !strings.Contains(text, old) {
				t.Fatalf("%s has no %q", name, old)
			}
			folder[name].Data = []byte(strings.Replace(text, old, new, 1))
		}
	}
	for says, spoil := range map[string]func(fstest.MapFS){
		"there is no file Occupation Data.txt: the folder is not one of the O*NET database": func(f fstest.MapFS) { delete(f, "Occupation Data.txt") },
		`Occupation Data.txt:1: there is no column "Title"`:                                 replace("Occupation Data.txt", "\tTitle", "\tName"),
		"Occupation Data.txt:1: the file is empty":                                          func(f fstest.MapFS) { f["Occupation Data.txt"].Data = nil },
		"Occupation Data.txt:3: expected 3 fields, as many as columns, not 2":               replace("Occupation Data.txt", "Software Developers\tn/a", "Software"),
		"Occupation Data.txt:2: the line is not valid UTF-8":                                replace("Occupation Data.txt", "Develop", "\xff"),
		"Occupation Data.txt:2: the name":                                                   replace("Occupation Data.txt", "Data Scientists", "Data\x07"),
		"Occupation Data.txt:3: the code 15-2051.00 stands here twice":                      replace("Occupation Data.txt", "15-1252", "15-2051"),
		"Occupation Data.txt:2: O*NET-SOC Code: expected a code":                            replace("Occupation Data.txt", "15-2051.00", "15"),
		"Occupation Data.txt:2: the line has more than 1048576 bytes":                       replace("Occupation Data.txt", "Develop", strings.Repeat("x", 2<<20)),
		`Skills.txt:3: Data Value: expected a number, not "four"`:                           replace("Skills.txt", "IM\t4", "IM\tfour"),
		"Skills.txt:3: importance is 6; expected 1 to 5":                                    replace("Skills.txt", "IM\t4", "IM\t6"),
		"Skills.txt:2: level is 9; expected 0 to 7":                                         replace("Skills.txt", "LV\t4", "LV\t9"),
		`Skills.txt:2: the column Scale ID: expected IM or LV, not "XY"`:                    replace("Skills.txt", "LV", "XY"),
		`Skills.txt:2: the column Date: expected a month such as 08/2023, not "2023"`:       replace("Skills.txt", "08/2023", "2023"),
		"Read Me.txt:1: the number of the release is not valid UTF-8":                       replace("Read Me.txt", "30.0", "30\x90"),
	} {
		folder := release()
		spoil(folder)
		_, err := importer.ONET(t.Context(), folder, nil, importer.DefaultMinImportance, &importer.Report{})
		if err == nil || !strings.Contains(err.Error(), says) || kg.AsError(err).Code != kg.BadUserInput {
			t.Errorf("got %v, want %s", err, says)
		}
	}
	// What is no fault: a byte order mark, lines without a return, an empty one.
	folder := release()
	folder["Occupation Data.txt"].Data = []byte("\ufeff" + strings.ReplaceAll(string(folder["Occupation Data.txt"].Data), "\r\n", "\n") + "\n")
	if _, err := importer.ONET(t.Context(), folder, nil, importer.DefaultMinImportance, &importer.Report{}); err != nil {
		t.Error(err)
	}
}
