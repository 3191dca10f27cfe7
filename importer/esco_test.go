package importer_test

import (
	"archive/zip"
	"bytes"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"rolegraph/importer"
	"rolegraph/kg"
)

// TestESCO has its figures from the files by Python's csv module: rows of
// occupations_en.csv and skills_en.csv, of these with a preferredLabel that ends
// in " (computer programming)"; rows of occupationSkillRelations.csv whose two
// URIs are among them, by relationType and whether the skill is a language; rows
// of broaderRelationsSkillPillar.csv whose two URIs are of skills that are none.
func TestESCO(t *testing.T) {
	var report importer.Report
	facts, err := importer.ESCO(t.Context(), published(t, "esco-1.1.1"), &report)
	if err != nil {
		t.Fatal(err)
	}
	if err := facts.Check(); err != nil {
		t.Fatal(err)
	}
	counts := map[string]int{}
	for i := range facts.Nodes {
		for _, code := range facts.Nodes[i].Codes {
			if code.Scheme == kg.SchemeESCO {
				counts[facts.Nodes[i].Kind.String()]++ // several concepts may have one name
			}
		}
	}
	for i := range facts.Links {
		link := &facts.Links[i]
		tag := ""
		if len(link.Tags) > 0 {
			tag = " " + link.Tags[0].String()
		}
		counts[link.Relation.String()+tag]++
	}
	for name, want := range map[string]int{
		"ROLE": 3007, "SKILL": 13896 - 10, "LANGUAGE": 10,
		"REQUIRES_SKILL ESSENTIAL": 64859, "REQUIRES_SKILL OPTIONAL": 58468, "USES_LANGUAGE ESSENTIAL": 32, "USES_LANGUAGE OPTIONAL": 429,
		"BROADER_THAN": 6555,
	} {
		if counts[name] != want {
			t.Errorf("%s: %d, want %d", name, counts[name], want)
		}
	}
	if dangling := report.LeftOut("occupationSkillRelations.csv", "the occupation is not among the occupations"); dangling != 67 {
		t.Errorf("%d relations dangle, want 67", dangling)
	}
}

// classification is a small one in ESCO's layout.
var classification = map[string]string{
	"occupations_en.csv": "conceptType,conceptUri,iscoGroup,preferredLabel,altLabels,description\r\n" +
		"Occupation,http://o/1,2511,data scientist,\"data expert\nresearch data scientist\",\"Finds \"\"it\"\".\nIn lines.\"\r\n",
	"skills_en.csv": "conceptType,conceptUri,skillType,preferredLabel,altLabels,description\r\n" +
		"K,http://s/1,knowledge,Python (computer programming),,\r\nK,http://s/2,skill/competence,think,,\r\nK,http://s/3,,think fast,,\r\nK,http://s/4,knowledge,Think,,\r\n",
	"occupationSkillRelations.csv":    "occupationUri,relationType,skillType,skillUri\r\nhttp://o/1,essential,,http://s/1\r\nhttp://o/1,optional,,http://s/2\r\nhttp://o/1,essential,,http://s/4\r\nhttp://o/9,optional,,http://s/2\r\n",
	"broaderRelationsSkillPillar.csv": "conceptType,conceptUri,broaderType,broaderUri\r\nK,http://s/3,K,http://s/2\r\nK,http://s/3,G,http://g/1\r\n",
}

// written writes the classification into a folder: the files of some names, and
// an archive of the others.
func written(t *testing.T, files map[string]string, plain ...string) string {
	t.Helper()
	folder := t.TempDir()
	var packed bytes.Buffer
	archive := zip.NewWriter(&packed)
	for name, content := range files {
		if slices.Contains(plain, name) {
			if err := os.WriteFile(filepath.Join(folder, name), []byte(content), 0o600); err != nil {
				t.Fatal(err)
			}
			continue
		}
		entry, err := archive.Create("../../" + name) // where it would lie means nothing
		if err != nil {
			t.Fatal(err)
		}
		if _, err := entry.Write([]byte(content)); err != nil {
			t.Fatal(err)
		}
	}
	if err := archive.Close(); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(folder, "some.zip"), packed.Bytes(), 0o600); err != nil {
		t.Fatal(err)
	}
	return folder
}

func TestESCOByHand(t *testing.T) {
	// Version 1.2 has other names for the relations, and columns more.
	later := map[string]string{}
	for name, content := range classification {
		if strings.Contains(name, "Relations") {
			name = strings.Replace(name, ".csv", "_en.csv", 1)
			content = strings.ReplaceAll(strings.Replace(content, "Uri\r\n", "Uri,label\r\n", 1), "/1\r\n", "/1,a label\r\n")
			content = strings.ReplaceAll(strings.ReplaceAll(content, "/2\r\n", "/2,a label\r\n"), "/4\r\n", "/4,a label\r\n")
		}
		later[name] = content
	}
	for _, c := range []struct {
		files map[string]string
		plain []string
	}{{classification, nil}, {classification, []string{"skills_en.csv"}}, {later, nil}} {
		var report importer.Report
		facts, err := importer.ESCO(t.Context(), written(t, c.files, c.plain...), &report)
		if err != nil || len(report.Missing()) > 0 {
			t.Fatal(err, report.Missing())
		}
		graph := kg.Merge(nil, facts)
		_, roles := graph.NodesOf(kg.Role)
		if len(roles) != 1 || roles[0].Slug != "data-scientist" || roles[0].Description != "Finds \"it\".\nIn lines." || len(roles[0].Codes) != 2 || len(roles[0].Aliases) != 2 {
			t.Errorf("roles: %+v", roles)
		}
		_, skills := graph.NodesOf(kg.Skill)
		if len(skills) != 2 || len(skills[0].Codes) != 2 || len(skills[0].Types) != 2 || len(skills[1].Types) != 0 {
			t.Errorf("skills: %+v", skills)
		}
		_, languages := graph.LinksOf(kg.UsesLanguage)
		_, required := graph.LinksOf(kg.RequiresSkill)
		// Two concepts of one name: the mean of 0.5 and 1, and both tags.
		if len(languages) != 1 || languages[0].To.Slug != "python" || len(required) != 1 || required[0].Weight != 750_000 || !slices.Equal(required[0].Tags, []kg.LinkTag{kg.Essential, kg.Optional}) {
			t.Errorf("links: %+v %+v", languages, required)
		}
		if _, broader := graph.LinksOf(kg.BroaderThan); len(broader) != 1 || broader[0].From.Slug != "think" || broader[0].To.Slug != "think-fast" {
			t.Errorf("broader: %+v", broader)
		}
	}
}

func TestBadESCO(t *testing.T) {
	for says, change := range map[string][3]string{
		`skills_en.csv:1: there is no column "altLabels"`:                                                {"skills_en.csv", "altLabels", "labels"},
		`skills_en.csv:3: skillType: expected knowledge or skill/competence, not "feat"`:                 {"skills_en.csv", "skill/competence", "feat"},
		"skills_en.csv:2: a field is not valid UTF-8":                                                    {"skills_en.csv", "Python", "\xff"},
		"skills_en.csv:3: expected 6 fields, as many as columns, not 4":                                  {"skills_en.csv", "think,,", "think"},
		"skills_en.csv:2: the name":                                                                      {"skills_en.csv", "Python (computer programming)", ""},
		`occupations_en.csv:2: bare " in non-quoted-field`:                                               {"occupations_en.csv", "data scientist,", `data "scientist,`},
		`occupationSkillRelations.csv:2: relationType: expected essential or optional, not "vital"`:      {"occupationSkillRelations.csv", "essential", "vital"},
		"occupations_en.csv:1: the file is empty":                                                        {"occupations_en.csv", classification["occupations_en.csv"], ""},
		"occupations_en.csv:2: a record has more than 1048576 bytes; is a quote missing?":                {"occupations_en.csv", "\"data expert", "\"" + strings.Repeat("x", 3<<20)},
		"there is no file occupations_en.csv: the folder has neither ESCO's files in English as CSV nor": {"", "", ""},
	} {
		files := map[string]string{}
		for name, content := range classification {
			files[name] = content
		}
		if change[0] == "" {
			delete(files, "occupations_en.csv")
		} else {
			files[change[0]] = strings.Replace(files[change[0]], change[1], change[2], 1)
		}
		if _, err := importer.ESCO(t.Context(), written(t, files), &importer.Report{}); err == nil || !strings.Contains(err.Error(), says) || kg.AsError(err).Code != kg.BadUserInput {
			t.Errorf("got %v, want %s", err, says)
		}
	}
	folder := written(t, classification)
	whole, err := os.ReadFile(filepath.Join(folder, "some.zip"))
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(folder, "some.zip"), whole[:len(whole)-9], 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := importer.ESCO(t.Context(), folder, &importer.Report{}); err == nil || !strings.Contains(err.Error(), "some.zip is no zip archive, or is damaged") {
		t.Errorf("an archive that is cut off: %v", err)
	}
	if _, err := importer.ESCO(t.Context(), filepath.Join(folder, "nowhere"), &importer.Report{}); err == nil {
		t.Error("a folder that is not there is read")
	}
}
