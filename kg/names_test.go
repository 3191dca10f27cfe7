package kg_test

import (
	"encoding"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"rolegraph/kg"
)

func TestIDs(t *testing.T) {
	id := kg.ID{Kind: kg.Tool, Slug: "docker"}
	if got := id.String(); got != "tool:docker" {
		t.Errorf("the id is written %q", got)
	}
	if got, ok := kg.ParseID("tool:docker"); !ok || got != id {
		t.Errorf("tool:docker is read as %v, %t", got, ok)
	}
	for _, text := range []string{"", "tool", "tool:", ":docker", "Tool:docker", "tool:Docker", "tool:docker:x", "tool:-docker", "tool: docker", "thing:docker", "tool:dock--er", "tool:d\xff"} {
		if got, ok := kg.ParseID(text); ok {
			t.Errorf("%q is read as %v", text, got)
		}
	}
}

// TestNamesAreReadBack has every enum read what it writes, and nothing else.
func TestNamesAreReadBack(t *testing.T) {
	check := func(name string, value encoding.TextMarshaler, read encoding.TextUnmarshaler, equal func() bool) {
		text, err := value.MarshalText()
		if err != nil {
			t.Fatal(err)
		}
		if err := read.UnmarshalText(text); err != nil || !equal() {
			t.Errorf("%s %s is not read back (%v)", name, text, err)
		}
		if err := read.UnmarshalText(append(text, 'x')); err == nil {
			t.Errorf("%s %sx is accepted", name, text)
		}
	}
	for _, k := range kg.Kinds() {
		var got kg.Kind
		check("kind", k, &got, func() bool { return got == k })
	}
	for _, r := range kg.Relations() {
		var got kg.Relation
		check("relation", r, &got, func() bool { return got == r })
	}
	for _, tag := range kg.LinkTags() {
		var got kg.LinkTag
		check("tag", tag, &got, func() bool { return got == tag })
	}
	for _, s := range []kg.SkillType{kg.SkillTypeSkill, kg.SkillTypeKnowledge} {
		var got kg.SkillType
		check("type of skill", s, &got, func() bool { return got == s })
	}
	for _, b := range []kg.PayBasis{kg.Annual, kg.Hourly} {
		var got kg.PayBasis
		check("basis of pay", b, &got, func() bool { return got == b })
	}
	id := kg.ID{Kind: kg.Role, Slug: "r"}
	var got kg.ID
	if text, _ := id.MarshalText(); got.UnmarshalText(text) != nil || got != id || got.UnmarshalText([]byte("role")) == nil {
		t.Error("an id is not read back, or a malformed one is accepted")
	}
}

func TestDates(t *testing.T) {
	for date, want := range map[kg.Date]bool{
		"2024": true, "2024-08": true, "2024-08-31": true, "2024-02-29": true,
		"": false, "24": false, "2024-13": false, "2023-02-29": false, "2024-8": false, "2024-08-31T00:00": false, "2024-08-32": false,
	} {
		if got := date.Valid(); got != want {
			t.Errorf("%q is valid: %t, want %t", date, got, want)
		}
	}
}

// TestRegistryOrder has its order from SEMANTICS.md, "Order".
func TestRegistryOrder(t *testing.T) {
	want := []string{"article", "a-file", "my-own", "onet", "esco", "bls-oews", "bls-projections", "ai-jobs"}
	got := slices.Clone(want)
	slices.Reverse(got)
	slices.SortFunc(got, kg.CompareSources)
	if !slices.Equal(got, want) {
		t.Errorf("the order of sources is %v, want %v", got, want)
	}
}

func TestCursorsAreReadBack(t *testing.T) {
	list := kg.NewList("role:a", "Role.tools", "{}")
	rapid.Check(t, func(t *rapid.T) {
		place := kg.Place{
			Number:  rapid.SampledFrom([]kg.Number{{}, kg.Known(0), kg.Known(-1.5), kg.Known(1e300)}).Draw(t, "number"),
			SortKey: kg.SortKey(rapid.String().Draw(t, "name")), Slug: "a-slug",
		}
		by := rapid.SampledFrom([]kg.OrderBy{kg.ByName, kg.ByWeight, kg.ByGrowth}).Draw(t, "by")
		if by == kg.ByName {
			place.Number = kg.Number{}
		}
		cursor := kg.NewCursor(list, by, place)
		gotList, gotPlace, ok := cursor.Parse(by)
		if !ok || gotList != list || gotPlace != place {
			t.Fatalf("%+v is read back as %v, %+v, %t", place, gotList, gotPlace, ok)
		}
	})
}

func TestListsAreToldApart(t *testing.T) {
	lists := []kg.List{
		kg.NewList("a", "b", "c"), kg.NewList("ab", "", "c"), kg.NewList("", "ab", "c"), kg.NewList("a", "bc", ""), kg.NewList("a", "b", "d"),
	}
	for i, list := range lists {
		if slices.Contains(lists[:i], list) {
			t.Errorf("list %d is another one's", i)
		}
	}
}

func FuzzCursor(f *testing.F) {
	f.Add(string(kg.NewCursor(1, kg.ByName, kg.Place{SortKey: "a", Slug: "a"})))
	f.Add(string(kg.NewCursor(1, kg.ByWeight, kg.Place{SortKey: "a", Slug: "a"})))
	f.Add("")
	f.Add("AAAAAAAAAAA")
	f.Fuzz(func(t *testing.T, text string) {
		for _, by := range []kg.OrderBy{kg.ByName, kg.ByWeight} {
			if list, place, ok := kg.Cursor(text).Parse(by); ok && string(kg.NewCursor(list, by, place)) != text {
				t.Errorf("%q is read as %+v, whose cursor is another", text, place)
			}
		}
	})
}

// FuzzID reads an id in one way alone: what is read is written as it was.
func FuzzID(f *testing.F) {
	for _, text := range []string{"tool:docker", "role:data-scientist", "", "tool:", ":x", "tool:a:b", "Tool:a", "tool:a--b", "tool:\xff", "skill:c-sharp"} {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		var read kg.ID
		err := read.UnmarshalText([]byte(text))
		id, ok := kg.ParseID(text)
		if ok != (err == nil) || ok && read != id {
			t.Errorf("%q is read as %v, %t, and as %v, %v", text, id, ok, read, err)
		}
		if ok && (id.String() != text || !id.Slug.Valid()) {
			t.Errorf("%q is read as %v", text, id)
		}
	})
}
