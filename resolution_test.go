package main

import (
	"slices"
	"testing"

	"rolegraph/kg"
	"rolegraph/store/embedded"
)

// TestOneEntityForEachThing has how many roles each source links to a thing from
// the raw files: of the article by hand; of O*NET by
//
//	awk -F'\t' '$2~"^(NAME|NAME)$"{print $1}' 'Technology Skills.txt' | sort -u | wc -l
//
// and of ESCO by Python's csv module, the occupations among the occupationUri of
// rows whose skillUri has the preferredLabel. ESCO names no other of them: its
// SPARK is a framework for Java, and git stands as one of sixty other names of
// "tools for software configuration management".
func TestOneEntityForEachThing(t *testing.T) {
	joins, facts := published(t)
	graph := kg.Merge(joins, facts...)
	for _, c := range []struct {
		id      kg.ID
		written []string // in the sources
		roles   map[string]int
	}{
		{kg.ID{Kind: kg.Language, Slug: "python"}, []string{"Python", "Python (computer programming)"}, map[string]int{"article": 2, "onet": 130, "esco": 50}},
		{kg.ID{Kind: kg.Language, Slug: "sql"}, []string{"SQL", "Structured query language SQL", "Structure query language SQL"}, map[string]int{"article": 1, "onet": 170, "esco": 4}},
		{kg.ID{Kind: kg.Language, Slug: "java"}, []string{"Java", "Oracle Java", "Sun Microsystems Java", "Java (computer programming)"}, map[string]int{"article": 1, "onet": 106, "esco": 48}},
		{kg.ID{Kind: kg.Tool, Slug: "spark"}, []string{"Spark", "Apache Spark"}, map[string]int{"article": 1, "onet": 23}},
		{kg.ID{Kind: kg.Tool, Slug: "hadoop"}, []string{"Hadoop", "Apache Hadoop"}, map[string]int{"article": 1, "onet": 41, "esco": 2}},
		{kg.ID{Kind: kg.Tool, Slug: "tableau"}, []string{"Tableau"}, map[string]int{"article": 1, "onet": 72}},
		{kg.ID{Kind: kg.Tool, Slug: "aws"}, []string{"AWS", "Amazon Web Services AWS software"}, map[string]int{"article": 1, "onet": 51}},
		{kg.ID{Kind: kg.Tool, Slug: "kubernetes"}, []string{"Kubernetes"}, map[string]int{"article": 1, "onet": 13}},
		{kg.ID{Kind: kg.Tool, Slug: "git"}, []string{"Git"}, map[string]int{"article": 1, "onet": 47}},
	} {
		var called []kg.ID
		for i := range graph.Nodes() {
			n := &graph.Nodes()[i]
			if slices.ContainsFunc(c.written, func(name string) bool { return kg.MakeSlug(name) == kg.MakeSlug(n.Name) }) {
				called = append(called, n.ID())
			}
		}
		if !slices.Equal(called, []kg.ID{c.id}) {
			t.Errorf("%v are called %q, want %s alone", called, c.written, c.id)
		}
		roles := map[string]int{}
		_, links := graph.LinksOf(kg.RoleRelation(c.id.Kind))
		for i := range links {
			if links[i].To.ID() != c.id {
				continue
			}
			said := ""
			for _, evidence := range links[i].Evidence {
				if evidence.Source != said { // by source
					said = evidence.Source
					roles[said]++
				}
			}
		}
		for _, source := range []string{"article", "onet", "esco"} {
			if roles[source] != c.roles[source] {
				t.Errorf("%s: %s links %d roles to it, want %d", c.id, source, roles[source], c.roles[source])
			}
		}
	}
	// What only has the name.
	if at, ok := graph.Position(kg.ID{Kind: kg.Skill, Slug: "spark-java-framework"}); !ok || !slices.Equal(graph.Nodes()[at].Sources, []string{"esco"}) || !slices.Contains(graph.Nodes()[at].Aliases, "SPARK") {
		t.Error("ESCO's SPARK is no skill of its own")
	}
}

// TestArticleAndTheDataScientist compares the article's roles with the Data
// Scientist that it, O*NET (15-2051.00) and ESCO name. What they share is read by
// hand in the article's lists and the rows of the two publishers' files: O*NET's
// of Technology Skills, as it has no ratings of this role; ESCO's 80 relations
// have nothing of the article's; OEWS's sectors, of which the article names
// Manufacturing and Retail; and the 35 programmes of study of O*NET's crosswalk.
func TestArticleAndTheDataScientist(t *testing.T) {
	joins, facts := published(t)
	store, err := embedded.New(joins, facts...)
	if err != nil {
		t.Fatal(err)
	}
	c := &client{address: serveStore(t, store)}
	c.wants(t, `{
		role(slug: "data-scientist") { name codes { scheme value } sources { slug } }
		gone: role(slug: "data-scientists") { name }
		data: compareRoles(roles: ["data-science-engineer", "data-scientist"]) { shared { ...sets } }
		learning: compareRoles(roles: ["machine-learning-software-engineer", "data-scientist"]) { shared { ...sets } }
	}
	fragment sets on EntitySets { tools { nodes { name } } languages { nodes { name } } skills { totalCount } industries { nodes { name } } degrees { nodes { name } } }`, `{
		"role": {
			"name": "Data Scientist",
			"codes": [
				{"scheme": "ESCO", "value": "http://data.europa.eu/esco/occupation/258e46f9-0075-4a2e-adae-1ff0477e0f30"}, {"scheme": "ISCO", "value": "2511"},
				{"scheme": "O*NET-SOC", "value": "15-2051.00"}, {"scheme": "SOC", "value": "15-2051"}
			],
			"sources": [{"slug": "article"}, {"slug": "onet"}, {"slug": "esco"}, {"slug": "bls-oews"}, {"slug": "bls-projections"}, {"slug": "ai-jobs"}]
		},
		"gone": null,
		"data": {"shared": {
			"tools": {"nodes": [
				{"name": "Amazon Redshift"}, {"name": "Google BigQuery"}, {"name": "Hadoop"}, {"name": "Hive"}, {"name": "MongoDB"},
				{"name": "NoSQL databases"}, {"name": "PostgreSQL"}, {"name": "Power BI"}, {"name": "Spark"}, {"name": "Tableau"}
			]},
			"languages": {"nodes": [{"name": "Python"}, {"name": "R"}, {"name": "SQL"}]},
			"skills": {"totalCount": 0}, "industries": {"nodes": [{"name": "Manufacturing"}, {"name": "Retail"}]}, "degrees": {"nodes": [{"name": "Computer Science"}, {"name": "Information Technology"}]}
		}},
		"learning": {"shared": {
			"tools": {"nodes": [
				{"name": "AWS"}, {"name": "Docker"}, {"name": "Git"}, {"name": "Google Cloud"}, {"name": "Jenkins"},
				{"name": "Keras"}, {"name": "Kubernetes"}, {"name": "Microsoft Azure"}, {"name": "PyTorch"}, {"name": "TensorFlow"}
			]},
			"languages": {"nodes": [{"name": "C++"}, {"name": "Java"}, {"name": "Python"}]},
			"skills": {"totalCount": 0}, "industries": {"nodes": [{"name": "Manufacturing"}, {"name": "Retail"}]}, "degrees": {"nodes": [{"name": "Computer Science"}]}
		}}
	}`)
}
