package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"path/filepath"
	"slices"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"

	"rolegraph/graph"
	"rolegraph/kg"
	"rolegraph/store/embedded"
	"rolegraph/store/storetest"
)

// explorer is a page of the explorer in a window of a usual size.
func explorer(t *testing.T, address, path string) *browser {
	t.Helper()
	b := openBrowser(t, address)
	b.do(chromedp.EmulateViewport(1280, 800))
	b.open(path)
	return b
}

// at waits until the page of an address shows a heading.
func (b *browser) at(path, heading string) {
	b.t.Helper()
	b.until(fmt.Sprintf(`location.pathname === %s && document.querySelector("h1")?.innerText === %s`, asJSON(path), asJSON(heading)))
}

// follow clicks on a link to another page, and waits until that is loaded.
func (b *browser) follow(selector string) {
	b.t.Helper()
	ctx, cancel := context.WithTimeout(b.ctx, patience)
	defer cancel()
	if _, err := chromedp.RunResponse(ctx, chromedp.Click(selector, chromedp.NodeVisible)); err != nil {
		b.fail(err.Error())
	}
}

// keys presses keys where the focus is.
func (b *browser) keys(keys string) {
	b.t.Helper()
	b.do(chromedp.KeyEvent(keys))
}

// tabTo moves the focus by keyboard until it is on what a selector names.
func (b *browser) tabTo(selector string) {
	b.t.Helper()
	for range 200 {
		if eval[bool](b, fmt.Sprintf(`document.activeElement.matches(%s)`, asJSON(selector))) {
			if !eval[bool](b, `document.activeElement.matches(":focus-visible")`) {
				b.fail("the focus on " + selector + " can't be seen")
			}
			return
		}
		b.keys(kb.Tab)
	}
	b.fail("no way by keyboard to " + selector)
}

const (
	// searchField names the field that searches the graph.
	searchField = `input[role="combobox"]`
	// suggestions is an expression for the texts of what the field suggests.
	suggestions = `[...document.querySelectorAll('[role="option"]')].map(option => option.innerText)`
	// drawn is an expression for the picture, as Cytoscape knows it, once it is there.
	drawn = `document.querySelector(".canvas > div")?._cyreg?.cy`
)

// list is an expression for the names in a list of links, in order.
func list(title string) string {
	return fmt.Sprintf(`[...document.querySelectorAll('section[aria-labelledby=%s] tbody th a')].map(link => link.innerText)`, asJSON(title))
}

func TestExplorerFindsShowsAndWalks(t *testing.T) {
	p := started(t)
	b := explorer(t, p.address, "/")
	b.at("/", "What goes with a role")
	// As counted in the files of the folder seed.
	b.until(`document.querySelector(".holdings")?.innerText === "Roles\n3\nSkills\n11\nTools\n24\nLanguages\n5\nIndustries\n5\nDegrees\n4\nLinks\n60"`)
	b.picture("explorer-start")

	b.do(chromedp.SendKeys(searchField, "scienc"))
	b.until(suggestions + `.length === 3`)
	if got, want := eval[[]string](b, suggestions), []string{"Computer science\nSkill", "Computer Science\nDegree", "Data Science Engineer\nRole"}; !slices.Equal(slices.Sorted(slices.Values(got)), slices.Sorted(slices.Values(want))) {
		t.Errorf("suggested is %q", got)
	}
	b.picture("explorer-suggestions")
	b.click(`//li[@role="option"][contains(., "Data Science Engineer")]`)
	b.at("/role/data-science-engineer", "Data Science Engineer")
	b.until(`document.title === "Data Science Engineer · rolegraph"`)
	b.shows(".description", "Builds and runs what data is stored in, fetched from and analysed with.")
	b.shows("section[aria-labelledby=responsibilities]", "Administers databases article")
	b.shows("section[aria-labelledby=outlook]", "+11 % jobs from 2019 to 2029")
	b.until(`document.querySelector("section[aria-labelledby=industries] tbody tr").innerText.split(/\s*[\n\t]\s*/).join("|") === "Finance|Finding fraud|Models of risk|article"`)
	b.until(list("languages") + `.join() === "Python,R,SQL"`)
	// Two of three skills and languages and all industries are shared with the other role.
	b.until(list("similar-roles") + `.join() === "Machine Learning Software Engineer"`)
	b.shows("section[aria-labelledby=similar-roles] td", "Skills 2\nLanguages 1\nIndustries 5\nDegrees 1")

	// There are 13 tools, of which 10 are shown at once.
	if got := eval[[]string](b, list("tools")); len(got) != 10 || got[0] != "Amazon Redshift" {
		t.Errorf("the first tools are %q", got)
	}
	b.do(chromedp.SendKeys(`//label[starts-with(normalize-space(), "Lists")]/select`, "most"))
	b.until(`location.search === "?order=common"`)
	// The other role asks for two of the skills, too.
	b.until(list("skills") + `.slice(0, 3).join() === "Computer science,Programming,Big data"`)
	b.click(`//section[@aria-labelledby="tools"]//button`)
	b.until(list("tools") + `.slice(10).join() === "Snowflake,Spark,Tableau"`)
	b.until(`document.querySelector("section[aria-labelledby=tools] button") === null`)

	b.until(drawn)
	b.picture("explorer-role")
	eval[chromedp.Void](b, `scrollTo(0, 700)`)
	b.until(`scrollY === 700 && history.state?.scroll === 700`)
	b.click(`//section[@aria-labelledby="languages"]//a[.="Python"]`)
	b.at("/language/python", "Python")
	b.until(`scrollY === 0 && document.title === "Python · rolegraph" && document.activeElement.id === "content"`)
	b.until(list("roles") + `.join() === "Data Science Engineer,Machine Learning Software Engineer"`)

	b.clickNode("role:machine-learning-software-engineer")
	b.at("/role/machine-learning-software-engineer", "Machine Learning Software Engineer")

	b.do(chromedp.NavigateBack())
	b.at("/language/python", "Python")
	b.do(chromedp.NavigateBack())
	b.at("/role/data-science-engineer", "Data Science Engineer")
	b.until(`scrollY === 700`)
	b.until(list("tools") + `.length === 13`)
	b.do(chromedp.NavigateForward())
	b.at("/language/python", "Python")
	b.do(chromedp.NavigateForward())
	b.at("/role/machine-learning-software-engineer", "Machine Learning Software Engineer")

	// A page that is loaded by its address is the same.
	b.open("/role/machine-learning-software-engineer")
	b.at("/role/machine-learning-software-engineer", "Machine Learning Software Engineer")
	b.until(list("languages") + `.join() === "C++,Java,Python"`)
	b.isContent()
}

// clickNode clicks on an entity in the picture.
func (b *browser) clickNode(id string) {
	b.t.Helper()
	node := fmt.Sprintf(`%s?.getElementById(%s)`, drawn, asJSON(id))
	b.until(node + `?.nonempty()`)
	eval[chromedp.Void](b, `document.querySelector(".canvas").scrollIntoView({ block: "center" })`)
	b.until(`(history.state?.scroll ?? 0) === scrollY`) // as all that follows scrolling has been told
	place := eval[[]float64](b, fmt.Sprintf(`(() => {
		const box = document.querySelector(".canvas").getBoundingClientRect(), { x, y } = %s.renderedPosition();
		return [box.x + x, box.y + y];
	})()`, node))
	b.do(chromedp.MouseClickXY(place[0], place[1]))
}

func TestExplorerPictureIsOfTheNeighborhood(t *testing.T) {
	p := started(t)
	b := explorer(t, p.address, "/role/data-science-engineer")
	ids := func() []string {
		t.Helper()
		b.until(drawn)
		return eval[[]string](b, drawn+`.nodes().map(node => node.id()).sort()`)
	}
	inList := func() []string {
		t.Helper()
		return eval[[]string](b, `[...document.querySelectorAll(".as-list tbody a")].map(link => link.pathname.slice(1).replace("/", ":")).concat("role:data-science-engineer").sort()`)
	}
	answered := func(operation string) []string {
		t.Helper()
		var answer struct {
			Neighborhood struct{ Nodes []struct{ ID string } }
		}
		if err := json.Unmarshal([]byte((&client{address: p.address}).data(t, operation, nil)), &answer); err != nil {
			t.Fatal(err)
		}
		var ids []string
		for _, node := range answer.Neighborhood.Nodes {
			ids = append(ids, node.ID)
		}
		slices.Sort(ids)
		return ids
	}
	same := func(operation string) {
		t.Helper()
		want := answered(operation)
		b.until(fmt.Sprintf(`%s?.nodes().length === %d`, drawn, len(want)))
		if got := ids(); !slices.Equal(got, want) {
			t.Errorf("the picture has %q, want %q", got, want)
		}
		if got := inList(); !slices.Equal(got, want) {
			t.Errorf("the list has %q, want %q", got, want)
		}
	}
	const direct = `{ neighborhood(of: "role:data-science-engineer", first: 40) { nodes { id } } }`
	same(direct)
	b.shows(".amount", "32 neighbors, 32 links") // 8 skills, 13 tools, 3 languages, 5 industries, 2 degrees, 1 role
	b.do(chromedp.SendKeys(`//label[starts-with(normalize-space(), "Links away")]/select`, "2"))
	b.until(`location.search === "?hops=2"`)
	same(`{ neighborhood(of: "role:data-science-engineer", hops: 2, first: 40) { nodes { id } } }`)
	b.click(`.legend .tool input`)
	b.until(`location.search === "?hops=2&without=tool"`)
	same(`{ neighborhood(of: "role:data-science-engineer", hops: 2, first: 40, kinds: [ROLE, SKILL, LANGUAGE, INDUSTRY, DEGREE]) { nodes { id } } }`)
	// What is shown is in the address.
	b.open("/role/data-science-engineer?hops=2&without=tool,skill")
	same(`{ neighborhood(of: "role:data-science-engineer", hops: 2, first: 40, kinds: [ROLE, LANGUAGE, INDUSTRY, DEGREE]) { nodes { id } } }`)
	// And what makes no sense there does no harm.
	b.open("/role/data-science-engineer?hops=99&show=-1&without=role,skill,tool,language,industry,degree,colour")
	same(direct)
	b.open("/tool/docker?without=role")
	b.at("/tool/docker", "Docker")
	b.shows(".neighborhood", "It has no links of these kinds.")
	b.isContent()
}

func TestExplorerByKeyboard(t *testing.T) {
	b := explorer(t, started(t).address, "/")
	b.until(`document.querySelector(".holdings")`)
	b.tabTo(searchField)
	b.keys("pyth")
	b.until(suggestions + `.length === 1`)
	b.keys(kb.Escape)
	b.until(`document.querySelector(".suggestions").hidden`)
	b.keys(kb.ArrowDown)
	b.until(`document.querySelector('[role="option"][aria-selected="true"]')?.id === document.activeElement.getAttribute("aria-activedescendant")`)
	b.keys(kb.Enter)
	b.at("/language/python", "Python")

	// Into the picture, to the second of the two roles, and there.
	b.until(drawn)
	b.tabTo(".canvas")
	b.keys(kb.ArrowRight)
	b.shows(".marked", "Role Python used by Data Science Engineer")
	b.keys(kb.ArrowRight)
	b.shows(".marked", "Role Python used by Machine Learning Software Engineer")
	b.picture("explorer-marked")
	b.keys(kb.Enter)
	b.at("/role/machine-learning-software-engineer", "Machine Learning Software Engineer")

	// The same as a list, which opens and leads on.
	b.until(drawn)
	b.tabTo(".as-list summary")
	b.keys(kb.Enter)
	b.tabTo(`.as-list a[href="/language/java"]`)
	b.keys(kb.Enter)
	b.at("/language/java", "Java")

	// Enter takes the best suggestion, even before it is shown; the link before
	// all others leads past the header.
	b.tabTo(searchField)
	b.keys("docker" + kb.Enter)
	b.at("/tool/docker", "Docker")
	b.open("/tool/docker")
	b.at("/tool/docker", "Docker")
	b.tabTo(".skip")
	b.keys(kb.Enter)
	b.until(`document.activeElement.id === "content"`)
	b.at("/tool/docker", "Docker")
	b.isContent()
}

// TestExplorerLeadsToThePlayground shows that what stands behind a page can be run.
func TestExplorerLeadsToThePlayground(t *testing.T) {
	p := started(t)
	b := explorer(t, p.address, "/language/python?show=100")
	b.until(`document.querySelectorAll(".graphql").length === 2`)
	for at, want := range []string{`"Python"`, `"language:python"`} {
		b.open("/language/python?show=100")
		b.until(fmt.Sprintf(`document.querySelectorAll(".graphql")[%d]`, at))
		b.follow(fmt.Sprintf(`(//a[@class="graphql"])[%d]`, at+1))
		b.until(`location.pathname + location.hash === "/playground" && ` + editor("operation") + `?.getValue()`)
		b.titled([]string{"Language", "Neighborhood"}[at])
		if got := b.run(); !strings.Contains(string(got["data"]), want) {
			t.Errorf("the playground is answered %s", asJSON(got))
		}
		// Once it is open, it is a tab like others, and in the way of none.
		b.until(fmt.Sprintf(tabs+`.length === %d`, at+1))
	}
	b.isContent()
}

func TestExplorerWhereThereIsNothing(t *testing.T) {
	p := started(t)
	b := openBrowser(t, p.address)
	for path, meant := range map[string]string{
		"/role/data-science-enginer": "/role/data-science-engineer",
		"/tool/python":               "/language/python",
		"/nothing/at/all/kubernetes": "/tool/kubernetes",
		"/Language/Java/":            "/language/java",
	} {
		b.open(path)
		b.at(path, "There is nothing here")
		b.until(fmt.Sprintf(`document.querySelector('main a[href=%s]')`, asJSON(meant)))
		b.until(`performance.getEntriesByType("navigation")[0].responseStatus === 404 && document.title === "Not found · rolegraph"`)
	}
	b.picture("explorer-nothing")
	b.click(`//main//a[.="the start"]`)
	b.at("/", "What goes with a role")
	b.open("/tool/docker")
	b.until(`performance.getEntriesByType("navigation")[0].responseStatus === 200`)

	// The browser itself logs a status of 404, and nothing else.
	b.mu.Lock()
	defer b.mu.Unlock()
	for _, complaint := range b.complaints {
		if !strings.Contains(complaint, "status of 404") {
			t.Error("the browser complains: ", complaint)
		}
	}
}

// TestExplorerShowsMarkupAsText imports names, aliases and notes that would be
// markup or script, and sources whose address would be one.
func TestExplorerShowsMarkupAsText(t *testing.T) {
	const (
		name        = `<img src=x onerror="document.title='owned'">Baker`
		tool        = `</script><script>document.title='owned'</script>Oven`
		description = `<b>Bakes</b> &amp; <a href="javascript:alert(1)">sells</a>`
		alias       = `"><svg onload=alert(1)>`
		note        = `<iframe src="https://example.org/"></iframe>`
	)
	lines := []map[string]any{
		{"source": map[string]any{"name": "<i>Acme</i>", "url": "javascript:alert(1)", "version": "<u>1</u>"}},
		{"node": map[string]any{"kind": "ROLE", "slug": "baker", "name": name, "description": description, "aliases": []string{alias}, "responsibilities": []string{note}}},
		{"node": map[string]any{"kind": "TOOL", "slug": "oven", "name": tool, "categories": []string{note}}},
		{"link": map[string]any{"relation": "USES_TOOL", "from": "baker", "to": "oven", "weight": 0.5, "notes": []string{note}, "evidence": []map[string]any{{"measure": "<s>share</s>", "value": 1}}}},
	}
	var content strings.Builder
	for _, line := range lines {
		content.WriteString(asJSON(line) + "\n")
	}
	data := filepath.Join(t.TempDir(), "own.db")
	succeeds(t, "--data", data, "import", "files", folderOf(t, map[string]string{"facts.jsonl": content.String()}), "--name", "acme")

	b := explorer(t, started(t, "--data", data).address, "/role/baker")
	b.at("/role/baker", name)
	b.until(fmt.Sprintf(`document.title === %s`, asJSON(name+" · rolegraph")))
	for selector, text := range map[string]string{
		".description": description, ".aliases": alias, "section[aria-labelledby=responsibilities]": note,
		"section[aria-labelledby=tools] th a": tool, "section[aria-labelledby=tools] .note": note,
		".measure": "<s>share</s> 1", ".sources": "<i>Acme</i>",
	} {
		b.shows(selector, text)
	}
	b.until(drawn)
	b.picture("explorer-markup")
	b.do(chromedp.SendKeys(searchField, "oven"))
	b.shows(`[role="option"]`, tool)
	b.keys(kb.Enter)
	b.at("/tool/oven", tool)
	b.until(drawn)
	if eval[int](b, `document.querySelectorAll("img, iframe, #root script, b, svg[onload], a[href^=javascript]").length`) != 0 {
		t.Error("a text has become markup")
	}
	b.isContent()
}

// faulty is a store that fails as no store should.
type faulty struct{ kg.Store }

func (faulty) Execute(context.Context, *kg.Plan) (*kg.Result, error) {
	return nil, errors.New("the secret disk is on fire")
}

// TestExplorerSaysWhatIsWrong shows the states of a page that has no answer.
func TestExplorerSaysWhatIsWrong(t *testing.T) {
	store := ofSeed(t)
	costly := graph.DefaultConfig()
	costly.CostLimit = 1
	b := explorer(t, serveConfigured(t, store, costly), "/role/data-scientist")
	b.shows(`[role="alert"]`, "The server reports an error")
	b.shows(`[role="alert"]`, "Code\nQUERY_TOO_COSTLY")
	b.picture("explorer-refused")

	// A fault of the server has an id, and no more is told of it.
	var log output
	broken := httptest.NewServer(routes(graph.NewService(faulty{store}, slog.New(slog.NewTextHandler(&log, nil)), graph.DefaultConfig()), store, everything, silent))
	defer broken.Close()
	b.address = broken.URL
	b.open("/tool/docker")
	b.shows(`[role="alert"]`, "Code\nINTERNAL")
	id := eval[string](b, `document.querySelector('[role="alert"] dl > :last-child dd').innerText`)
	if !strings.Contains(log.String(), "id="+id+" ") || eval[bool](b, `document.body.innerText.includes("disk")`) {
		t.Errorf("the page tells the id %q, the log has %s", id, log.String())
	}
	b.picture("explorer-fault")

	var down atomic.Bool
	through := routes(graph.NewService(store, silent, graph.DefaultConfig()), store, everything, silent)
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if down.Load() {
			panic(http.ErrAbortHandler) // which ends the connection
		}
		through.ServeHTTP(w, r)
	}))
	defer server.Close()
	b.address = server.URL
	b.open("/")
	b.until(`document.querySelector(".holdings")`)
	down.Store(true)
	b.do(chromedp.SendKeys(searchField, "docker"))
	b.shows(".suggestions", "The server can’t be reached.")
	b.click(`//a[.="Programming"]`)
	b.shows(`[role="alert"]`, "Out of reach")
	b.shows(`[role="alert"]`, "Could not load the skill: The server can’t be reached.")
	b.picture("explorer-out-of-reach")
	// What is known stays there to go back to, and what is not comes when it can.
	b.do(chromedp.NavigateBack())
	b.at("/", "What goes with a role")
	b.until(`document.querySelector(".holdings")`)
	b.do(chromedp.NavigateForward())
	b.shows(`[role="alert"]`, "Out of reach")
	down.Store(false)
	b.click(`//button[.="Try again"]`)
	b.at("/skill/programming", "Programming")
}

// TestExplorerBehindSomethingElse asks once where the answer is JSON but not GraphQL,
// as of something between the page and the server, and shows what came.
func TestExplorerBehindSomethingElse(t *testing.T) {
	store := ofSeed(t)
	through := routes(graph.NewService(store, silent, graph.DefaultConfig()), store, everything, silent)
	var asked atomic.Int64
	const cut = `{"data":{"tool"` // ends with the connection, unlike the others
	for _, c := range []struct {
		status       int
		body, showed string
	}{
		{http.StatusUnauthorized, `{"message":"unauthorized"}`, "The server wants to know who asks."},
		{http.StatusOK, `{"data":null}`, "The server answered with something else than GraphQL."},
		{http.StatusOK, `{"data":`, "The server answered with something else than GraphQL."},
		{http.StatusOK, cut, "The server’s answer broke off."},
		{http.StatusOK, `null`, "The server answered with something else than GraphQL."},
		{http.StatusOK, `{"errors":[null]}`, "Could not load the tool"},
	} {
		server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			if r.URL.Path != "/graphql" {
				through.ServeHTTP(w, r)
				return
			}
			asked.Add(1)
			w.Header().Set("Content-Type", "application/json")
			w.WriteHeader(c.status)
			_, _ = io.WriteString(w, c.body)
			if c.body == cut {
				_ = http.NewResponseController(w).Flush()
				panic(http.ErrAbortHandler) // which ends the connection
			}
		}))
		asked.Store(0)
		b := explorer(t, server.URL, "/tool/docker")
		b.shows(`[role="alert"]`, c.showed)
		b.shows(`[role="alert"]`, "Try again")
		time.Sleep(300 * time.Millisecond) // in which a page that asks on and on asks many times
		if asked.Load() > 5 {
			t.Errorf("%s: the page asked %d times", c.body, asked.Load())
		}
		server.Close()
	}
}

// TestExplorerIsLight holds what the page to begin at transfers to its limit, and
// what pages of a graph of 100,000 nodes show to what no browser minds. It logs how
// long the start takes, which depends on the machine.
func TestExplorerIsLight(t *testing.T) {
	store, err := embedded.New(nil, storetest.Skewed(7500))
	if err != nil {
		t.Fatal(err)
	}
	b := explorer(t, serveStore(t, store), "/")
	b.until(`document.querySelector(".holdings")`)
	const limit = 300_000
	transferred := eval[int](b, `performance.getEntriesByType("navigation").concat(performance.getEntriesByType("resource")).reduce((sum, entry) => sum + entry.transferSize, 0)`)
	if transferred == 0 || transferred > limit {
		t.Errorf("the page transfers %d bytes, at most %d are wanted", transferred, limit)
	}
	t.Logf("%d bytes; interactive after %.0f ms, first painted after %.0f, with all that it shows after %.0f", transferred,
		eval[float64](b, `performance.getEntriesByType("navigation")[0].domContentLoadedEventEnd`),
		eval[float64](b, `performance.getEntriesByType("paint").find(entry => entry.name === "first-contentful-paint")?.startTime ?? 0`),
		eval[float64](b, `performance.getEntriesByType("resource").find(entry => entry.name.endsWith("/graphql")).responseEnd`))

	// A role's picture has as many of each kind that it is linked to, whichever has
	// most. This one is linked to 15 roles, and more skills and tools.
	b.open("/role/role-0")
	b.until(drawn + `?.nodes().length === 41`)
	for _, kind := range []string{"role", "skill", "tool"} {
		if got := eval[int](b, fmt.Sprintf(`%s.nodes().filter(node => node.id().startsWith(%q)).length`, drawn, kind)); got < 8 {
			t.Errorf("a role's picture has only %d of the kind %s", got, kind)
		}
	}
	b.open("/")
	b.until(`document.querySelector(".holdings")`)
	busiest := eval[string](b, `document.querySelector('.beginnings .tool a').pathname`)
	b.open(busiest + "?show=300")
	b.until(drawn + `?.nodes().length === 301`)
	if got := eval[int](b, `document.querySelectorAll("*").length`); got > 5000 {
		t.Errorf("a page has %d elements", got)
	}
	if got := eval[int](b, drawn+`.edges().length`); got > 500 {
		t.Errorf("a picture has %d links", got)
	}
	b.picture("explorer-busiest")
	b.isContent()
}

// TestExplorerFits windows of all widths and rooms of all lights: nothing sticks
// out at the side.
func TestExplorerFits(t *testing.T) {
	b := openBrowser(t, started(t).address)
	for _, width := range []int64{360, 768, 1280} {
		b.do(chromedp.EmulateViewport(width, 800))
		for _, scheme := range []string{"light", "dark"} {
			b.prefers(scheme)
			for name, path := range map[string]string{"start": "/", "role": "/role/data-science-engineer", "nothing": "/nothing"} {
				b.open(path)
				b.until(`document.querySelector(".holdings, .not-found") || ` + drawn)
				if got := eval[int](b, `document.documentElement.scrollWidth`); int64(got) > width {
					t.Errorf("%s is %d wide where there is room for %d", path, got, width)
				}
				b.picture(fmt.Sprintf("explorer-%s-%d-%s", name, width, scheme))
			}
		}
	}

	// As the README shows it.
	b.do(chromedp.EmulateViewport(1120, 720))
	b.prefers("light")
	b.open("/role/data-science-engineer")
	b.until(drawn)
	b.picture("explorer")
}
