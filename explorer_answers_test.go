package main

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"path/filepath"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"

	"rolegraph/graph"
	"rolegraph/kg"
	"rolegraph/seed"
	"rolegraph/store/embedded"
)

// between serves a store, and calls a function before each answer to an operation.
func between(t *testing.T, store kg.Store, before func(operation string)) string {
	t.Helper()
	answers := routes(graph.NewService(store, silent, graph.DefaultConfig()), store, everything, silent)
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		body, err := io.ReadAll(r.Body)
		if err != nil {
			t.Error(err)
		}
		before(string(body))
		r.Body = io.NopCloser(bytes.NewReader(body))
		answers.ServeHTTP(w, r)
	}))
	t.Cleanup(server.Close)
	return server.URL
}

// storeOf keeps facts in a file, which others may replace.
func storeOf(t *testing.T, facts *kg.Facts) *embedded.Store {
	t.Helper()
	_, joins, err := seed.Load()
	if err != nil {
		t.Fatal(err)
	}
	store, err := embedded.Open(filepath.Join(t.TempDir(), "own.db"), joins, silent, facts)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = store.Close(context.Background()) })
	return store
}

// roleFacts are of a role that asks for skills and tools, each with a weight in millionths.
func roleFacts(name string, weight kg.Weight, skills, tools []string) *kg.Facts {
	facts := &kg.Facts{Source: kg.Source{Slug: "acme", Name: "Acme"}}
	role := kg.MakeSlug(name)
	facts.Nodes = append(facts.Nodes, kg.NodeFact{Kind: kg.Role, Slug: role, Name: name})
	add := func(kind kg.Kind, relation kg.Relation, names []string) {
		for _, name := range names {
			facts.Nodes = append(facts.Nodes, kg.NodeFact{Kind: kind, Slug: kg.MakeSlug(name), Name: name})
			facts.Links = append(facts.Links, kg.LinkFact{Relation: relation, From: role, To: kg.MakeSlug(name), Strength: weight})
		}
	}
	add(kg.Skill, kg.RequiresSkill, skills)
	add(kg.Tool, kg.UsesTool, tools)
	return facts
}

// numbered are names that end with numbers from one on.
func numbered(name string, from, count int) []string {
	var names []string
	for i := range count {
		names = append(names, fmt.Sprintf("%s %05d", name, from+i))
	}
	return names
}

func replace(t *testing.T, store *embedded.Store, facts *kg.Facts) {
	t.Helper()
	if _, err := store.Replace(context.WithoutCancel(t.Context()), facts); err != nil {
		t.Error(err)
	}
}

// TestProfileWhileTheGraphChanges takes a gap away, between two lists of which an
// import makes the graph another.
func TestProfileWhileTheGraphChanges(t *testing.T) {
	skills, tools := []string{"Kneading", "Tasting"}, []string{"Oven", "Mixer"}
	store := storeOf(t, roleFacts("Baker", 100_000, skills, tools))
	var once sync.Once
	address := between(t, store, func(operation string) {
		if strings.Contains(operation, "query MissingTools") {
			once.Do(func() { replace(t, store, roleFacts("Baker", 900_000, skills, tools)) })
		}
	})
	b := explorer(t, address, "/profile?know=skill:tasting&role=baker")
	saved := b.downloads()
	b.until(`document.querySelector(".gap .fit")`)
	b.takeAway("what is missing and what is known")
	b.shows(`[role="alert"]`, "The graph has changed meanwhile")
	b.click(`[role="alert"] button`)
	b.records("the gap", saved("rolegraph-gap-baker.csv"), "kind|id|name|known|weight",
		"SKILL|skill:kneading|Kneading|false|0.9", "TOOL|tool:mixer|Mixer|false|0.9", "TOOL|tool:oven|Oven|false|0.9", "SKILL|skill:tasting|Tasting|true|0.9")
	b.isContent()
}

// TestProfileTooLongToTakeAway has lists of 99 and 19,950 rows, each of which would
// fit alone, and one known thing.
func TestProfileTooLongToTakeAway(t *testing.T) {
	store := storeOf(t, roleFacts("Baker", 500_000, numbered("Skill", 0, 100), numbered("Tool", 0, 19_950)))
	b := explorer(t, serveStore(t, store), "/profile?know=skill:skill-00000&role=baker")
	b.until(`document.querySelector(".gap .fit")`)
	b.takeAway("what is missing and what is known")
	b.shows(`[role="alert"]`, "20000 are the most that a page takes away")
	b.isContent()
}

// TestProfileFullWithARole holds as much as a profile can, and aims at a role, too.
func TestProfileFullWithARole(t *testing.T) {
	know := []string{"language:python"}
	for i := range 99 {
		know = append(know, fmt.Sprintf("tool:x%d", i))
	}
	b := explorer(t, started(t).address, "/profile?know="+strings.Join(know, ",")+"&role=data-science-engineer")
	b.shows("h2", "What is missing for Data Science Engineer")
	// One of 26 things that the role asks for but industries is known.
	b.until(`document.querySelector(".fit strong")?.innerText === "0.04" && document.querySelectorAll(".matches tbody tr").length === 2`)
	b.isContent()
}

// TestProfileOfARoleThatAsksForNothing tells no fit.
func TestProfileOfARoleThatAsksForNothing(t *testing.T) {
	b := explorer(t, started(t).address, "/profile?know=language:python&role=data-scientist")
	b.shows(".gap", "It asks for nothing of these kinds")
	if eval[bool](b, `document.querySelector(".fit") !== null`) {
		t.Error("there is a fit for what asks for nothing")
	}
	b.isContent()
}

// TestExplorerSuggestionsThatChange marks suggestions while those of more that was
// typed are on their way.
func TestExplorerSuggestionsThatChange(t *testing.T) {
	store := ofSeed(t)
	held := make(chan struct{})
	address := between(t, store, func(operation string) {
		if strings.Contains(operation, `"text":"docker"`) {
			<-held
		}
	})
	b := explorer(t, address, "/")
	b.until(`document.querySelector(".holdings")`)
	b.do(chromedp.SendKeys(searchField, "d"))
	b.until(suggestions + `.length > 5`)
	b.keys("ocker")
	b.keys(strings.Repeat(kb.ArrowDown, 4))
	const marked = `document.querySelector('[role="option"][aria-selected="true"]')`
	b.until(marked + ` && !` + marked + `.innerText.startsWith("Docker")`)
	close(held)
	b.until(suggestions + `.join().startsWith("Docker") && ` + suggestions + `.length === 1`)
	b.until(marked + ` === null && !document.activeElement.hasAttribute("aria-activedescendant")`)
	b.keys(kb.Enter)
	b.at("/tool/docker", "Docker")
	b.isContent()
}

// TestExplorerEnterThatIsTakenBack goes nowhere where the field was left, or closed,
// before its suggestions came, or where Enter ends the composing of a character.
func TestExplorerEnterThatIsTakenBack(t *testing.T) {
	store := ofSeed(t)
	var slow atomic.Pointer[chan struct{}]
	address := between(t, store, func(operation string) {
		if held := slow.Load(); held != nil && strings.Contains(operation, "query Suggest") {
			<-*held
		}
	})
	b := explorer(t, address, "/")
	for _, leave := range []string{kb.Tab, kb.Escape} {
		held := make(chan struct{})
		slow.Store(&held)
		b.open("/")
		b.until(`document.querySelector(".holdings")`)
		b.do(chromedp.SendKeys(searchField, "docker"))
		b.keys(kb.Enter)
		b.keys(leave)
		close(held)
		eval[chromedp.Void](b, fmt.Sprintf(`document.querySelector('%s').blur()`, searchField))
		eval[chromedp.Void](b, fmt.Sprintf(`document.querySelector('%s').focus()`, searchField))
		b.until(suggestions + `.length === 1`)
		time.Sleep(200 * time.Millisecond) // in which it would have gone there
		b.at("/", "What goes with a role")
	}
	eval[chromedp.Void](b, `document.activeElement.dispatchEvent(new KeyboardEvent("keydown", { key: "Enter", isComposing: true, bubbles: true, cancelable: true })); undefined`)
	time.Sleep(200 * time.Millisecond)
	b.at("/", "What goes with a role")
	b.keys(kb.Enter)
	b.at("/tool/docker", "Docker")
	b.isContent()
}

// TestExplorerListOfARoleThatVanishes says so instead of loading for ever.
func TestExplorerListOfARoleThatVanishes(t *testing.T) {
	store := storeOf(t, roleFacts("Baker", 500_000, nil, numbered("Tool", 0, 60)))
	b := explorer(t, serveStore(t, store), "/role/baker")
	b.until(list("tools") + `.length === 10`)
	replace(t, store, roleFacts("Brewer", 500_000, nil, numbered("Tool", 0, 60)))
	b.click(`section[aria-labelledby=tools] .more button`)
	b.shows(`section[aria-labelledby=tools] [role="alert"]`, "What the list belongs to is gone.")
	// When it comes back, the list goes on.
	replace(t, store, roleFacts("Baker", 500_000, nil, numbered("Tool", 0, 60)))
	b.click(`section[aria-labelledby=tools] [role="alert"] button`)
	b.click(`section[aria-labelledby=tools] .more button`)
	b.until(list("tools") + `.length === 60`)
	b.isContent()
}

// TestExplorerListThatIsFetchedAnew does not go on with pages that were fetched
// before its first one: the graph may have been another then. The browser's clock
// goes ahead instead of minutes going by.
func TestExplorerListThatIsFetchedAnew(t *testing.T) {
	same := numbered("Tool", 0, 10)
	store := storeOf(t, roleFacts("Baker", 500_000, nil, append(same, numbered("Tool old", 10, 50)...)))
	b := explorer(t, serveStore(t, store), "/role/baker")
	b.until(list("tools") + `.length === 10`)
	ahead := func(minutes int) {
		eval[chromedp.Void](b, fmt.Sprintf(`{ const now = Date.now.bind(Date); Date.now = () => now() + %d * 60_000; }`, minutes))
	}
	ahead(3) // so that the first page is forgotten before the second
	b.click(`section[aria-labelledby=tools] .more button`)
	b.until(list("tools") + `.at(-1) === "Tool old 00059"`)
	b.click(`//section[@aria-labelledby="tools"]//a[.="Tool 00000"]`)
	b.at("/tool/tool-00000", "Tool 00000")
	// As long as the first page is kept, so are those after it.
	b.do(chromedp.NavigateBack())
	b.until(list("tools") + `.length === 60`)
	b.do(chromedp.NavigateForward())
	b.at("/tool/tool-00000", "Tool 00000")
	replace(t, store, roleFacts("Baker", 500_000, nil, append(same, numbered("Tool young", 10, 50)...)))
	ahead(3)
	b.do(chromedp.NavigateBack())
	b.at("/role/baker", "Baker")
	b.until(list("tools") + `.length === 10`)
	b.click(`section[aria-labelledby=tools] .more button`)
	b.until(list("tools") + `.at(-1) === "Tool young 00059" && ` + list("tools") + `.length === 60`)
	b.isContent()
}
