package main

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"path/filepath"
	"strings"
	"sync/atomic"
	"testing"

	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"

	"rolegraph/graph"
)

// focused is an expression for the text of what has the focus; of the content, its id.
const focused = `(document.activeElement.id === "content" ? "content" : document.activeElement.innerText)`

// Within a page that changes its address, what had the focus may go; the keyboard
// then goes on in the content, not at the top.
func TestExplorerKeepsTheFocus(t *testing.T) {
	b := explorer(t, started(t).address, "/compare")
	enter := func(selector string) {
		t.Helper()
		b.until(fmt.Sprintf(`document.querySelector(%s)`, asJSON(selector)))
		b.do(chromedp.Focus(selector))
		b.keys(kb.Enter)
	}
	enter(".starts a")
	b.until(`document.querySelectorAll(".one-kind").length === 5 && ` + focused + ` === "content"`)

	b.open("/compare?roles=nobody,data-science-engineer,machine-learning-software-engineer")
	enter(`.notices a[href="/compare?roles=data-science-engineer,machine-learning-software-engineer"]`)
	b.until(`document.querySelectorAll(".one-kind").length === 5 && ` + focused + ` === "content"`)

	// Of a profile, what it fits stays while the role is asked for.
	b.open("/profile?know=language:python")
	enter(".matches a")
	b.until(`document.querySelector(".gap .fit") && document.querySelector(".gap").textContent.includes(` + focused + `)`)

	// A list of 13 tools shows 10, and then the rest: the button goes.
	b.open(`/role/data-science-engineer`)
	enter(`section[aria-labelledby="tools"] .more button`)
	b.until(list("tools") + `.length === 13 && ` + focused + ` === ` + list("tools") + `[10]`)
	b.shows(`section[aria-labelledby="tools"] [role="status"]`, "13 of 13")
}

func TestExplorerGoesBackToWhereAComparisonWasLeft(t *testing.T) {
	b := explorer(t, started(t).address, article)
	b.until(`document.querySelectorAll(".one-kind").length === 5`)
	eval[chromedp.Void](b, `scrollTo(0, 900)`)
	b.until(`scrollY === 900`)
	eval[chromedp.Void](b, `document.querySelector('button[aria-label^="Remove Data"]').click()`)
	b.until(`document.querySelector("#starts") && scrollY === 0`)
	b.do(chromedp.NavigateBack())
	b.until(`document.querySelectorAll(".one-kind").length === 5 && scrollY === 900`)
}

func TestCompareEight(t *testing.T) {
	others := "baker,brewer,cook,juggler,clown,mime,data-scientist"
	b := explorer(t, started(t, "--data", bakery(t)).address, "/compare?roles="+others)
	b.until(`document.querySelector(".matrix")`)
	b.pick("machine")
	b.until(`document.querySelectorAll(".chip").length === 8`)
	// The field is full, and has the focus for who goes on by keyboard.
	b.until(`document.activeElement.matches("input[readonly]") && document.getElementById(document.activeElement.getAttribute("aria-describedby")).innerText.startsWith("Eight roles")`)

	// What is picked again counts once.
	b.open("/compare?roles=baker")
	b.until(`document.querySelector("#starts")`)
	b.pick("baker")
	b.pick("brewer")
	b.until(`location.search === "?roles=baker,brewer"`)

	// Without the one that is unknown, there is room for the ninth.
	b.open("/compare?roles=nobody," + others + "&roles=%20machine-learning-software-engineer")
	b.click(`//a[.="Leave it out"]`)
	b.until(fmt.Sprintf(`location.search === %s`, asJSON("?roles="+others+",machine-learning-software-engineer")))
}

func TestExplorerAddressesWithEscapes(t *testing.T) {
	b := explorer(t, started(t).address, "/r%6Fle/data%2Dscience%2dengineer?hops=2")
	b.at("/role/data-science-engineer", "Data Science Engineer")
	b.until(`location.search === "?hops=2"`)
	b.open("/role/100%25")
	b.at("/role/100%25", "There is nothing here")
}

func TestExplorerTitleOfWhatDoesNotCome(t *testing.T) {
	store := ofSeed(t)
	var down atomic.Bool
	pages := routes(graph.NewService(store, silent, graph.DefaultConfig()), store, everything, silent)
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if down.Load() {
			panic(http.ErrAbortHandler)
		}
		pages.ServeHTTP(w, r)
	}))
	t.Cleanup(server.Close)
	b := explorer(t, server.URL, "/role/data-science-engineer")
	b.until(drawn)
	down.Store(true)
	b.click(`//section[@aria-labelledby="languages"]//a[.="Python"]`)
	b.shows(`[role="alert"]`, "Out of reach")
	b.until(`document.title === "Language python · rolegraph"`)
	b.mu.Lock()
	defer b.mu.Unlock()
	b.complaints = nil // of the connection that broke
}

// Names may turn the direction of reading, be very long, and sources' slugs, too.
func TestExplorerNamesOfAnyKind(t *testing.T) {
	long := strings.Repeat("very long words of a skill ", 12) + "end"
	nodes := "kind,name,slug,codes\n" +
		"role,Reversed \u202Eeman,reversed,Acme:E4/2|ESCO:https://example.org/x/|ESCO:https://example.org/y\n" +
		"role,Other,other,\nskill," + long + ",long,\nskill,Faint,faint,\n"
	links := "relation,from,to,weight\nrequires_skill,reversed,long,0.5\nrequires_skill,other,long,0.25\nrequires_skill,reversed,faint,0.004\n"
	data := filepath.Join(t.TempDir(), "own.db")
	succeeds(t, "--data", data, "import", "files", folderOf(t, map[string]string{"nodes.csv": nodes, "links.csv": links}), "--name", "a"+strings.Repeat("-slug", 30))
	b := explorer(t, started(t, "--data", data).address, "/role/reversed")
	b.do(chromedp.EmulateViewport(360, 800))
	b.until(`document.querySelectorAll(".codes dd").length === 3`)
	b.wants("codes", eval[[]string](b, `[...document.querySelectorAll(".codes dd")].map(code => code.innerText)`), []string{"E4/2", "https://example.org/x/", "y"})
	fits := `document.documentElement.scrollWidth <= 360`
	b.until(fits)
	b.open("/compare")
	b.until(`document.querySelector(".starts a bdi") && ` + fits)
	b.open("/compare?roles=reversed,other")
	b.until(`document.querySelector(".sides h4 bdi")?.innerText === "Reversed \u202Eeman" && ` + fits)
	b.until(`[...document.querySelectorAll(".sides td")].some(weight => weight.innerText === "<0.01")`)
}
