package main

import (
	"fmt"
	"strings"
	"testing"

	"rolegraph/seed"
	"rolegraph/store/neo4j/neo4jtest"
)

// TestDocumentedCypher runs the questions of docs/model.md; the answers are
// those of the article.
func TestDocumentedCypher(t *testing.T) {
	facts, joins, err := seed.Load()
	if err != nil {
		t.Fatal(err)
	}
	filled(t, joins, facts)
	want := []string{
		"[Amazon Redshift <nil>] [D3.js <nil>] [Google BigQuery <nil>] [Hadoop <nil>] [Hive <nil>] [MongoDB <nil>] [MySQL <nil>] [NoSQL databases <nil>] [PostgreSQL <nil>] [Power BI <nil>] [Snowflake <nil>] [Spark <nil>] [Tableau <nil>]",
		"[Degree Computer Science] [Industry Finance] [Industry Healthcare] [Industry Manufacturing] [Industry Marketing] [Industry Retail] [Language Python] [Role Data Scientist] [Skill Computer science] [Skill Programming]",
		"[Python 2] [C++ 1] [Java 1]",
		" false]",
	}
	questions := blocks(t, "docs/model.md", "cypher")
	if len(questions) != len(want) {
		t.Fatalf("%d questions, want %d", len(questions), len(want))
	}
	for i, question := range questions {
		var rows []string
		for _, record := range neo4jtest.Shared(t).Run(t, question) {
			rows = append(rows, fmt.Sprint(record.Values))
		}
		if got := strings.Join(rows, " "); !strings.HasSuffix(got, want[i]) {
			t.Errorf("%s\n got %s\nwant %s", question, got, want[i])
		}
	}
}
