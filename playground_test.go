package main

import (
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"

	"rolegraph/graph"
	"rolegraph/graph/examples"
	"rolegraph/web"
)

// playground is the page at its first visit, when it is ready.
func playground(t *testing.T, address string) *browser {
	t.Helper()
	b := openBrowser(t, address)
	b.do(chromedp.EmulateViewport(1280, 800))
	b.open("/playground")
	b.until(editor("operation") + `?.getValue()`)
	return b
}

// editor is an expression for the content of an editor: operation, variables or
// response.
func editor(name string) string {
	return fmt.Sprintf(`globalThis.__MONACO?.editor.getModels().find(model => model.uri.path.includes(%s))`, asJSON("-"+name+"."))
}

// tabs is an expression for the titles of the tabs.
const tabs = `[...document.querySelectorAll('[role="tab"]')].map(tab => tab.innerText.trim())`

// exampleButton finds what opens an example.
func exampleButton(name string) string {
	return fmt.Sprintf(`//section[@aria-label="Examples"]//button[strong[text()=%s]]`, asJSON(name))
}

// titled waits for the open tab to have a title, which it has once GraphiQL has
// read the operation.
func (b *browser) titled(title string) {
	b.t.Helper()
	b.until(fmt.Sprintf(`document.querySelector('[role="tab"][aria-selected="true"]')?.innerText.trim() === %s`, asJSON(title)))
}

// run has the operation in the editor executed, and gives the response.
func (b *browser) run() (response map[string]json.RawMessage) {
	b.t.Helper()
	b.click(`button[aria-label^="Execute query"]`)
	b.until(`document.querySelector(".graphiql-spinner") === null && ` + editor("response") + `.getValue()`)
	text := eval[string](b, editor("response")+`.getValue()`)
	if err := json.Unmarshal([]byte(text), &response); err != nil {
		b.fail("the result pane shows no JSON: " + text)
	}
	return response
}

// panel opens a panel of GraphiQL's side bar.
func (b *browser) panel(title string) {
	b.t.Helper()
	b.click(fmt.Sprintf(`button[aria-label="Show %s"]`, title))
}

func TestPlaygroundRunsExamples(t *testing.T) {
	p := started(t)
	c := &client{address: p.address}
	b := playground(t, p.address)
	all := examples.All()

	// The first visit begins with some of them, and shows the others.
	if got := eval[string](b, editor("operation")+`.getValue()`); got != all[0].Operation {
		t.Errorf("the first tab holds %q", got)
	}
	b.until(tabs + `.length === 3`)
	for _, example := range all {
		b.shows(`section[aria-label="Examples"] li`, example.Name+"\n"+example.Summary)
	}
	b.picture("first-visit")

	example := all[len(all)-1]
	b.click(exampleButton(example.Name))
	b.until(fmt.Sprintf(`%s.getValue() === %s`, editor("operation"), asJSON(example.Operation)))
	b.until(tabs + `.length === 4`)
	b.titled(regexp.MustCompile(`(?m)^query (\w+)`).FindStringSubmatch(example.Operation)[1])
	var got, want any
	if err := json.Unmarshal(b.run()["data"], &got); err != nil {
		t.Fatal(err)
	}
	if err := json.Unmarshal([]byte(c.data(t, example.Operation, nil)), &want); err != nil {
		t.Fatal(err)
	}
	if asJSON(got) != asJSON(want) {
		t.Errorf("the result pane holds %s, want %s", asJSON(got), asJSON(want))
	}
	b.shows(".result-window .view-line", `"data": {`)
	b.picture("example-run")

	// An empty tab is used, not left behind.
	b.click(`button[aria-label="New tab"]`)
	b.until(editor("operation") + `.getValue() === ""`)
	b.click(exampleButton(example.Name))
	b.until(fmt.Sprintf(`%s.getValue() === %s`, editor("operation"), asJSON(example.Operation)))
	b.until(tabs + `.length === 5`)

	// What has been run is in the history, and what is open is there again.
	b.panel("History")
	b.shows(".graphiql-history-items", eval[[]string](b, tabs)[3])
	b.until(`JSON.parse(localStorage.getItem("graphiql:tabState"))?.tabs.length === 5`)
	b.open("/playground")
	b.until(tabs + `.length === 5`)
	b.isContent()
}

func TestPlaygroundKnowsTheSchema(t *testing.T) {
	p := started(t)
	b := playground(t, p.address)

	b.panel("Documentation Explorer")
	for _, link := range []string{"Query", "Role"} {
		b.click(fmt.Sprintf(`//*[contains(@class, "graphiql-doc-explorer")]//a[text()=%s]`, asJSON(link)))
	}
	var answer struct{ Type struct{ Description string } }
	data := (&client{address: p.address}).data(t, `{ type: __type(name: "Role") { description } }`, nil)
	if err := json.Unmarshal([]byte(data), &answer); err != nil || answer.Type.Description == "" {
		t.Fatalf("Role has no description: %s, %v", data, err)
	}
	b.shows(".graphiql-doc-explorer-content", answer.Type.Description)
	b.until(`document.querySelector(".graphiql-doc-explorer-content .graphiql-markdown-description").getBoundingClientRect().top > 0`)
	b.picture("documentation")

	b.click(`button[aria-label="New tab"]`)
	b.until(editor("operation") + `.getValue() === ""`)
	b.click(".graphiql-query-editor .view-lines")
	b.do(chromedp.KeyEvent("{ compareR"))
	const suggested = `document.querySelector(".suggest-widget.visible .monaco-list-row.focused")?.innerText.includes("compareRoles")`
	// The schema may still be on its way to the worker that suggests.
	last := time.Now()
	b.trying(suggested, func() {
		if time.Since(last) > time.Second && eval[bool](b, `document.querySelector(".suggest-widget.visible .monaco-list-row") === null`) {
			b.do(chromedp.KeyEvent(" ", chromedp.KeyModifiers(chromedp.ModifierCtrl)))
			last = time.Now()
		}
	})
	b.picture("completion")
	b.do(chromedp.KeyEvent(kb.Enter))
	b.until(editor("operation") + `.getValue().includes("compareRoles")`)

	b.panel("Query builder")
	b.shows(".graphiql-plugin", "compareRoles")
	b.picture("query-builder")
	b.isContent()
}

func TestPlaygroundSendsTokenAndExplainSwitch(t *testing.T) {
	p := started(t)
	b := playground(t, p.address)
	// send runs an operation that nothing else has sent.
	sent := 0
	send := func() (authorization string, extensions string) {
		sent++
		mark := fmt.Sprintf("mark%d", sent)
		eval[chromedp.Void](b, fmt.Sprintf(`%s.setValue("query %s { graph { version } }")`, editor("operation"), mark))
		b.titled(mark)
		b.run()
		header, body := b.posted("query " + mark)
		return header.Get("Authorization"), string(body["extensions"])
	}
	const radio = `//fieldset[legend="Explain"]/label[normalize-space()=%q]/input`
	if authorization, extensions := send(); authorization != "" || extensions != "" {
		t.Errorf("at first: %q, %s", authorization, extensions)
	}
	b.do(chromedp.SendKeys(`//input[@id=//label[normalize-space()="Bearer token"]/@for]`, "s3cret"))
	for label, want := range map[string]string{"Explain": `{"explain":true}`, "Plan only": `{"explain":"only"}`, "Off": ""} {
		b.click(fmt.Sprintf(radio, label))
		if authorization, extensions := send(); authorization != "Bearer s3cret" || extensions != want {
			t.Errorf("with %s: %q, %s", label, authorization, extensions)
		}
	}
	// The switch moves by keyboard too.
	b.do(chromedp.Focus(fmt.Sprintf(radio, "Off")), chromedp.KeyEvent(kb.ArrowRight))
	if _, extensions := send(); extensions != `{"explain":true}` {
		t.Errorf("after an arrow key: %s", extensions)
	}

	if got := eval[string](b, `document.querySelector("#token").type + " " + Object.values(localStorage).some(text => text.includes("s3cret"))`); got != "password false" {
		t.Errorf("the token's field and whether it is stored for good: %s", got)
	}
	b.open("/playground")
	b.until(`document.querySelector("#token")?.value === "s3cret" && ` + editor("operation") + `?.getValue()`)
	b.click(`button[aria-label="Clear the token"]`)
	if authorization, _ := send(); authorization != "" {
		t.Errorf("after clearing: %q", authorization)
	}
	if eval[bool](b, `Object.values(sessionStorage).some(text => text.includes("s3cret"))`) {
		t.Error("a cleared token is still stored")
	}
	b.isContent()
}

// TestExplainPanel shows how both stores answer one operation.
func TestExplainPanel(t *testing.T) {
	onSeed(t, func(t *testing.T, c *client) {
		const panel = `section[aria-label="Explain"]`
		b := playground(t, c.address)
		ask := func(mode, operation string) map[string]json.RawMessage {
			t.Helper()
			b.click(fmt.Sprintf(`//fieldset//label[normalize-space()=%q]/input`, mode))
			eval[chromedp.Void](b, fmt.Sprintf(`%s.setValue(%s)`, editor("operation"), asJSON(operation)))
			name, _, _ := strings.Cut(strings.TrimPrefix(operation, "query "), " ")
			b.titled(name)
			return b.run()
		}
		b.panel("Explain")
		b.shows(panel, "Set the switch at the top of the page")
		b.picture("explain-nothing")

		if got := ask("Explain", "query Explained "+explainable); asJSON(got["extensions"]) == "null" {
			t.Error("the result pane lacks the extensions")
		}
		for _, text := range []string{
			"111 of at most 500,000", "both.overlap\t58", "execute\t", "\n  language.roles: <-[USES_LANGUAGE]- roles; first 5 by weight, descending; costs 2",
		} {
			b.shows(panel, text)
		}
		if !c.onNeo4j {
			b.shows(panel, "1 node, 108 links")
			b.picture("explain")
		} else {
			b.shows(panel, " database hits")
			b.shows(panel, "\nOPTIONAL MATCH (graph:Graph)\n")
			b.shows(panel, "Parameters: all")
			b.picture("explain-neo4j")
		}

		ask("Plan only", "query Planned { graph { version } }")
		b.shows(panel, "0 of at most 500,000")
		if eval[bool](b, fmt.Sprintf(`/Touched|execute/.test(document.querySelector('%s').innerText)`, panel)) {
			t.Error("the panel shows what was not done")
		}
		b.isContent() // before the browser notes a status of 400
		ask("Explain", `query Refused { roles(first: 0) { totalCount } }`)
		b.shows(panel, "was refused:")
		b.shows(panel, "`first` is 0")
		ask("Off", "query Plain { graph { version } }")
		b.shows(panel, "was run without an explanation")
	})
}

// TestPlaygroundFits narrow windows and dark rooms.
func TestPlaygroundFits(t *testing.T) {
	b := playground(t, started(t).address)
	for _, width := range []int64{1280, 800} {
		b.do(chromedp.EmulateViewport(width, 800))
		for _, scheme := range []string{"light", "dark"} {
			b.prefers(scheme)
			b.open("/playground")
			b.until(editor("operation") + `?.getValue()`)
			// Text and ground are far apart in lightness, and the page is
			// light or dark as is wished.
			b.until(`(() => {
				const lightness = (colour) => colour.match(/[\d.]+/g).slice(0, 3).reduce((sum, part) => sum + Number(part), 0) / 765;
				const style = (selector) => getComputedStyle(document.querySelector(selector));
				const ground = lightness(style("header.bar").backgroundColor);
				return ground ` + map[string]string{"light": ">", "dark": "<"}[scheme] + ` 0.5 && ["header.bar", ".panel p, .panel span", ".view-line span"]
					.every(selector => Math.abs(ground - lightness(style(selector).color)) > 0.25);
			})()`)
			for _, selector := range []string{"fieldset", "#token", `button[aria-label="Clear the token"]`, `button[aria-label^="Execute query"]`, ".result-window"} {
				b.until(fmt.Sprintf(`(() => {
					const box = document.querySelector(%s).getBoundingClientRect();
					return box.width > 0 && box.left >= 0 && box.right <= innerWidth && box.top >= 0 && box.bottom <= innerHeight;
				})()`, asJSON(selector)))
			}
			b.picture(fmt.Sprintf("%d-%s", width, scheme))
		}
	}
	b.isContent()
}

// serving serves the pages with other examples than the project's.
func serving(t *testing.T, shown ...web.Example) (address string) {
	t.Helper()
	mux := http.NewServeMux()
	store := ofSeed(t)
	web.Register(mux, shown, lookup(store))
	mux.Handle("/graphql", graph.NewService(store, silent, graph.DefaultConfig()))
	server := httptest.NewServer(mux)
	t.Cleanup(server.Close)
	return server.URL
}

func TestPlaygroundFillsVariables(t *testing.T) {
	const query, variables = `query Tool($slug: String!) { tool(slug: $slug) { name } }`, "{\n  \"slug\": \"git\"\n}"
	b := playground(t, serving(t,
		web.Example{Name: "tool", Summary: "A tool", Operation: query, Variables: json.RawMessage(`{"slug": "git"}`)},
		web.Example{Name: "graph", Summary: "The graph", Operation: `query Graph { graph { version } }`},
	))
	holds := func(text string) {
		t.Helper()
		b.until(fmt.Sprintf(`%s?.getValue() === %s`, editor("variables"), asJSON(text)))
	}
	holds(variables)
	b.titled("Tool")
	if got := b.run(); asJSON(got["data"]) != `{"tool":{"name":"Git"}}` {
		t.Errorf("with its variables, the example is answered %s", asJSON(got))
	}
	for _, opened := range []struct{ name, variables string }{{"graph", ""}, {"tool", variables}} {
		b.click(exampleButton(opened.name))
		holds(opened.variables)
	}
	// What a user has written is not overwritten at the next visit.
	eval[chromedp.Void](b, editor("variables")+`.setValue("{}")`)
	b.until(`JSON.parse(localStorage.getItem("graphiql:tabState")).tabs.some(tab => tab.variables === "{}")`)
	b.open("/playground")
	holds("{}")
	b.isContent()
}

func TestPlaygroundWithoutExamples(t *testing.T) {
	b := openBrowser(t, serving(t))
	b.open("/playground")
	b.panel("Examples")
	b.shows(`section[aria-label="Examples"]`, "The server gave no examples.")
	b.isContent()
}
