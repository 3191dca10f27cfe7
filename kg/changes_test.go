package kg_test

import (
	"encoding/json"
	"testing"

	"pgregory.net/rapid"

	"rolegraph/kg"
	"rolegraph/store/storetest"
)

// TestCompare counts by the JSON texts of what two random graphs hold.
func TestCompare(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		all := storetest.Facts(t)
		before := kg.Merge(nil, all...)
		after := kg.Merge(nil, all[1:]...)
		if rapid.Bool().Draw(t, "other") {
			after = kg.Merge(nil, storetest.Facts(t)...)
		}
		changes := kg.Compare(before, after)
		for _, kind := range kg.Kinds() {
			texts := func(g *kg.Graph) map[string]string {
				byID := map[string]string{}
				_, nodes := g.NodesOf(kind)
				for i := range nodes {
					text, _ := json.Marshal(nodes[i])
					byID[nodes[i].ID().String()] = string(text)
				}
				return byID
			}
			if got, want := changes.Nodes[kind], counted(texts(before), texts(after)); got != want {
				t.Errorf("%s: got %+v, want %+v", kind, got, want)
			}
		}
		for _, relation := range kg.Relations() {
			texts := func(g *kg.Graph) map[string]string {
				byEnds := map[string]string{}
				_, links := g.LinksOf(relation)
				for i := range links {
					text, _ := json.Marshal(links[i])
					byEnds[links[i].From.ID().String()+" "+links[i].To.ID().String()] = string(text)
				}
				return byEnds
			}
			if got, want := changes.Links[relation], counted(texts(before), texts(after)); got != want {
				t.Errorf("%s: got %+v, want %+v", relation, got, want)
			}
		}
		if same := kg.Compare(before, kg.Merge(nil, all...)); *same != (kg.Changes{}) {
			t.Errorf("two graphs of the same facts differ: %+v", same)
		}
	})
}

func counted(before, after map[string]string) (change kg.Change) {
	for key, text := range after {
		if was, there := before[key]; !there {
			change.New++
		} else if was != text {
			change.Changed++
		}
	}
	for key := range before {
		if _, there := after[key]; !there {
			change.Gone++
		}
	}
	return change
}
