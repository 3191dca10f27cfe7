package main

import (
	"bytes"
	"context"
	"encoding/csv"
	"fmt"
	"io"
	"maps"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	cdpbrowser "github.com/chromedp/cdproto/browser"
	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"

	"rolegraph/graph"
	"rolegraph/seed"
	"rolegraph/store/embedded"
	"rolegraph/store/storetest"
)

const (
	// article is the comparison of the article's two roles.
	article = "/compare?roles=data-science-engineer,machine-learning-software-engineer"
	// picker names the field that picks for the page, not the one that searches the graph.
	picker = `main input[role="combobox"]`
	// cells is an expression for the texts of a table's rows, without its header.
	cells = `[...document.querySelectorAll(%s)].map(row => [...row.cells].map(cell => cell.textContent.trim()).join("|"))`
	// sides is an expression for the lists beside each other below a heading: what stands above, and the names.
	sides = `[...document.querySelectorAll('section[aria-labelledby=%s] .side')].map(side =>
		side.querySelector("h4").innerText + ": " + [...side.querySelectorAll("tbody th")].map(name => name.innerText).join(", "))`
)

// rows are the texts of the rows of a table's body, whose cells are parted by bars.
func (b *browser) rows(table string) []string {
	b.t.Helper()
	return eval[[]string](b, fmt.Sprintf(cells, asJSON(table+" tbody tr")))
}

// wants checks texts in the page.
func (b *browser) wants(what string, got, want []string) {
	b.t.Helper()
	if !slices.Equal(got, want) {
		b.t.Errorf("%s: got\n%s\nwant\n%s", what, strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
}

// downloads has the browser save files into a folder, and gives what reads the
// next one: it has the name, and is CSV.
func (b *browser) downloads() func(name string) [][]string {
	b.t.Helper()
	folder := b.t.TempDir()
	b.do(chromedp.Func(func(ctx context.Context, t *chromedp.Target) error {
		_, err := cdp.Call(ctx, t, cdpbrowser.SetDownloadBehavior, cdpbrowser.SetDownloadBehaviorParams{
			Behavior: cdpbrowser.SetDownloadBehaviorBehaviorAllow, DownloadPath: folder,
		})
		return err
	}))
	return func(name string) [][]string {
		b.t.Helper()
		path := filepath.Join(folder, name)
		for deadline := time.Now().Add(patience); ; time.Sleep(20 * time.Millisecond) {
			content, err := os.ReadFile(path)
			if err == nil && len(content) > 0 {
				if !strings.HasSuffix(string(content), "\r\n") || strings.Count(string(content), "\n") != strings.Count(string(content), "\r\n") {
					b.t.Errorf("%s: lines do not end with CR LF", name)
				}
				records, err := csv.NewReader(strings.NewReader(string(content))).ReadAll()
				if err != nil {
					b.t.Fatalf("%s: %v", name, err)
				}
				if err := os.Remove(path); err != nil {
					b.t.Fatal(err)
				}
				return records
			}
			if time.Now().After(deadline) {
				saved, _ := filepath.Glob(filepath.Join(folder, "*"))
				b.fail(fmt.Sprintf("%s was not saved, but %q", name, saved))
			}
		}
	}
}

// takeAway clicks on what downloads a table.
func (b *browser) takeAway(what string) {
	b.t.Helper()
	b.click(fmt.Sprintf(`//button[normalize-space(.)=%s]`, asJSON("CSV of "+what)))
}

// records checks the records of a file.
func (b *browser) records(what string, got [][]string, want ...string) {
	b.t.Helper()
	var lines []string
	for _, record := range got {
		lines = append(lines, strings.Join(record, "|"))
	}
	b.wants(what, lines, want)
}

// pick types into the page's first field, and takes the first that is suggested.
func (b *browser) pick(typed string) {
	b.t.Helper()
	b.do(chromedp.SendKeys(picker, typed))
	b.keys(kb.Enter)
	b.until(fmt.Sprintf(`document.querySelector(%s).value === ""`, asJSON(picker)))
}

// TestCompareTheArticlesRoles as the files of the folder seed have them.
func TestCompareTheArticlesRoles(t *testing.T) {
	b := explorer(t, started(t).address, "/compare")
	saved := b.downloads()
	b.at("/compare", "Compare roles")
	b.until(`document.title === "Compare roles · rolegraph"`)
	b.click(`//main//a[contains(., "Data Science Engineer") and contains(., "Machine Learning Software Engineer")]`)
	b.until(fmt.Sprintf(`location.pathname + location.search === %s`, asJSON(article)))
	b.until(`document.title === "Data Science Engineer and Machine Learning Software Engineer compared · rolegraph"`)
	b.until(`document.querySelectorAll(".one-kind").length === 5`)
	b.wants("in numbers", b.rows(".overlaps"), []string{
		"Skills|0.18|2|6|3|11", "Tools|0.00|0|13|11|24", "Languages|0.20|1|2|2|5", "Industries|1.00|5|0|0|5", "Degrees|0.25|1|1|2|4",
	})
	const first, second = "Only Data Science Engineer", "Only Machine Learning Software Engineer"
	for kind, want := range map[string][]string{
		"skill": {
			"Both 2: Computer science, Programming",
			first + " 6: Big data, Data modeling, Data warehousing, Database management, Databases, Software development",
			second + " 3: Data structures, Machine learning algorithms, Software engineering",
		},
		"tool": {
			"Both 0: ",
			first + " 13: Amazon Redshift, D3.js, Google BigQuery, Hadoop, Hive, MongoDB, MySQL, NoSQL databases, PostgreSQL, Power BI, Snowflake, Spark, Tableau",
			second + " 11: Ansible, AWS, Docker, Git, Google Cloud, Jenkins, Keras, Kubernetes, Microsoft Azure, PyTorch, TensorFlow",
		},
		"language": {"Both 1: Python", first + " 2: R, SQL", second + " 2: C++, Java"},
		"industry": {"Both 5: Finance, Healthcare, Manufacturing, Marketing, Retail", first + " 0: ", second + " 0: "},
		"degree":   {"Both 1: Computer Science", first + " 1: Information Technology", second + " 2: Mathematics, Statistics"},
	} {
		b.wants(kind, eval[[]string](b, fmt.Sprintf(sides, kind)), want)
	}
	b.picture("compare")

	const roles = "data-science-engineer-vs-machine-learning-software-engineer.csv"
	b.takeAway("the numbers")
	b.records("the numbers", saved("rolegraph-overlap-"+roles),
		"kind|shared|only data-science-engineer|only machine-learning-software-engineer|any|jaccard",
		"SKILL|2|6|3|11|0.181818", "TOOL|0|13|11|24|0", "LANGUAGE|1|2|2|5|0.2", "INDUSTRY|5|0|0|5|1", "DEGREE|1|1|2|4|0.25")
	header := "kind|id|name|roles|data-science-engineer|data-science-engineer weight|machine-learning-software-engineer|machine-learning-software-engineer weight"
	languages := []string{
		header, "LANGUAGE|language:python|Python|2|true||true|", "LANGUAGE|language:cpp|C++|1|false||true|",
		"LANGUAGE|language:java|Java|1|false||true|", "LANGUAGE|language:r|R|1|true||false|", "LANGUAGE|language:sql|SQL|1|true||false|",
	}
	b.takeAway("the languages")
	b.records("the languages", saved("rolegraph-languages-"+roles), languages...)

	// A filter holds for the page and for what it takes away, and stands in the address.
	for _, kind := range []string{"Skills", "Tools", "Industries", "Degrees"} {
		b.click(fmt.Sprintf(`//label[.=%s]`, asJSON(kind)))
	}
	b.until(fmt.Sprintf(`location.pathname + location.search === %s`, asJSON(article+"&without=skill,tool,industry,degree")))
	b.until(`document.querySelectorAll(".one-kind").length === 1`)
	b.takeAway("what they have")
	b.records("what they have of languages", saved("rolegraph-comparison-"+roles), languages...)

	b.follow(`//a[@class="graphql"][contains(., "behind what they have")]`)
	b.until(`location.pathname === "/playground" && ` + editor("operation") + `?.getValue()`)
	if got := b.run(); !strings.Contains(string(got["data"]), `"tool:keras"`) {
		t.Errorf("the playground is answered %s", asJSON(got))
	}
	// The browser may have kept the page, and load nothing.
	eval[chromedp.Void](b, `history.back(); undefined`)
	b.at("/compare", "Compare roles")
	b.until(`document.querySelectorAll(".one-kind").length === 1`)
	b.isContent()
}

// bakery is a folder of facts: three roles of whom the links are measured in part,
// with names that would be markup, formulas or more than one cell; and three with
// many tools: 250 that both the juggler and the clown use, and 20 of them the mime.
func bakery(t *testing.T) string {
	t.Helper()
	nodes := `kind,name,slug
role,Baker,
role,Brewer,
role,"<img src=x onerror=""document.title='owned'"">Cook",cook
skill,<b>Tasting</b>,tasting
tool,"Oven, ""large""",oven
tool,=1+1,sum
`
	links := `relation,from,to,weight
requires_skill,Baker,Kneading,0.9
requires_skill,Baker,<b>Tasting</b>,0.5
requires_skill,Brewer,<b>Tasting</b>,
requires_skill,"<img src=x onerror=""document.title='owned'"">Cook",<b>Tasting</b>,0.75
uses_tool,Baker,"Oven, ""large""",0.25
uses_tool,"<img src=x onerror=""document.title='owned'"">Cook","Oven, ""large""",1
uses_tool,Brewer,=1+1,0.4
`
	for i := range 250 {
		links += fmt.Sprintf("uses_tool,Juggler,Ball %03d,\nuses_tool,Clown,Ball %03d,\n", i, i)
		if i < 20 {
			links += fmt.Sprintf("uses_tool,Mime,Ball %03d,\n", i)
		}
	}
	data := filepath.Join(t.TempDir(), "own.db")
	succeeds(t, "--data", data, "import", "files", folderOf(t, map[string]string{"nodes.csv": nodes, "links.csv": links}), "--name", "acme")
	return data
}

// TestCompareThreeRoles types, picks, reads the matrix and takes it away.
func TestCompareThreeRoles(t *testing.T) {
	b := explorer(t, started(t, "--data", bakery(t)).address, "/role/baker")
	saved := b.downloads()
	b.click(`//a[.="Compare with other roles"]`)
	b.at("/compare", "Compare roles")
	b.until(`location.search === "?roles=baker"`)
	b.shows("h2", "Pick another role to compare it with")
	b.pick("brew")
	b.pick("cook")
	b.until(`location.search === "?roles=baker,brewer,cook" && document.querySelector(".matrix")`)
	// What most share comes first, then it goes by kind and name. A cell is empty for
	// those who have it not, and has no number where nobody measured it.
	b.wants("the matrix", b.rows(".matrix"), []string{
		"<b>Tasting</b>Skill|3 of 3|0.50|✓ has it, not measured|0.75",
		`Oven, "large"Tool|2 of 3|0.25|no|1.00`,
		"KneadingSkill|1 of 3|0.90|no|no",
		"=1+1Tool|1 of 3|no|0.40|no",
	})
	b.wants("in numbers", b.rows(".overlaps"), []string{
		"Skills|0.50|1|1|0|0|2", "Tools|0.00|0|0|1|0|2", "Languages|–|0|0|0|0|0", "Industries|–|0|0|0|0|0", "Degrees|–|0|0|0|0|0",
	})
	if got := eval[[]string](b, `[...document.querySelectorAll(".matrix tbody tr:first-child .bar span")].map(bar => bar.style.width)`); !slices.Equal(got, []string{"50%", "75%"}) {
		t.Errorf("the bars are %q wide", got)
	}
	b.picture("compare-three")
	b.takeAway("what they have")
	b.records("three roles", saved("rolegraph-comparison-baker-vs-brewer-vs-cook.csv"),
		"kind|id|name|roles|baker|baker weight|brewer|brewer weight|cook|cook weight",
		"SKILL|skill:tasting|<b>Tasting</b>|3|true|0.5|true||true|0.75",
		`TOOL|tool:oven|Oven, "large"|2|true|0.25|false||true|1`,
		"SKILL|skill:kneading|Kneading|1|true|0.9|false||false|",
		"TOOL|tool:sum|'=1+1|1|false||true|0.4|false|")

	// Each step can be gone back.
	b.do(chromedp.NavigateBack())
	b.until(`location.search === "?roles=baker,brewer" && document.querySelectorAll(".chip").length === 2 && document.querySelectorAll(".one-kind").length === 2`)
	b.wants("skills", eval[[]string](b, fmt.Sprintf(sides, "skill")), []string{"Both 1: <b>Tasting</b>", "Only Baker 1: Kneading", "Only Brewer 0: "})
	b.do(chromedp.NavigateBack())
	b.until(`location.search === "?roles=baker"`)
	b.do(chromedp.NavigateForward())
	b.do(chromedp.NavigateForward())
	b.until(`location.search === "?roles=baker,brewer,cook" && document.querySelectorAll(".matrix tbody tr").length === 4`)
	if eval[int](b, `document.querySelectorAll("#root img, #root b").length`) != 0 || !strings.HasPrefix(eval[string](b, `document.title`), "Baker and 2 more roles") {
		t.Error("a name has become markup")
	}
	b.isContent()
}

// TestCompareMeasuredRoles reads which role has which weight, of two and of a
// profile: 0.5 of the 0.9 + 0.5 + 0.25 that a baker needs is known.
func TestCompareMeasuredRoles(t *testing.T) {
	b := explorer(t, started(t, "--data", bakery(t)).address, "/compare?roles=baker,cook")
	saved := b.downloads()
	b.until(`document.querySelectorAll(".one-kind").length === 2`)
	const cook = `<img src=x onerror="document.title='owned'">Cook`
	const columns = `[...document.querySelectorAll("section[aria-labelledby=skill] .side:first-child thead th")].map(title => title.textContent.trim())`
	b.wants("columns", eval[[]string](b, columns), []string{"Name", "Baker", cook})
	b.wants("skills", b.rows("section[aria-labelledby=skill] .side"), []string{"<b>Tasting</b>|0.50|0.75", "Kneading|0.90"})
	b.wants("tools", b.rows("section[aria-labelledby=tool] .side"), []string{`Oven, "large"|0.25|1.00`})
	b.takeAway("what they have")
	b.records("two roles", saved("rolegraph-comparison-baker-vs-cook.csv"),
		"kind|id|name|roles|baker|baker weight|cook|cook weight",
		"SKILL|skill:tasting|<b>Tasting</b>|2|true|0.5|true|0.75",
		`TOOL|tool:oven|Oven, "large"|2|true|0.25|true|1`,
		"SKILL|skill:kneading|Kneading|1|true|0.9|false|")

	b.open("/profile?know=skill:tasting&role=baker")
	b.until(`document.querySelector(".fit strong")?.innerText === "0.30" && document.querySelectorAll(".matches tbody tr").length === 3`)
	for kind, want := range map[string][]string{
		"gap-skill": {"Missing 1: Kneading", "Known 1: <b>Tasting</b>"},
		"gap-tool":  {`Missing 1: Oven, "large"`, "Known 0: "},
	} {
		b.wants(kind, eval[[]string](b, fmt.Sprintf(sides, kind)), want)
	}
	b.wants("skills of the gap", b.rows("section[aria-labelledby=gap-skill] .side"), []string{"Kneading|0.90", "<b>Tasting</b>|0.50"})
	b.wants("tools of the gap", b.rows("section[aria-labelledby=gap-tool] .side"), []string{`Oven, "large"|0.25`})
	// A brewer's tasting is not measured, and counts 0.5.
	b.wants("best roles", b.rows(".matches"), []string{"Brewer|0.56|1|1", cook + "|0.43|1|1", "Baker|0.30|1|2"})
	b.takeAway("what is missing and what is known")
	b.records("the gap", saved("rolegraph-gap-baker.csv"), "kind|id|name|known|weight",
		"SKILL|skill:kneading|Kneading|false|0.9", `TOOL|tool:oven|Oven, "large"|false|0.25`, "SKILL|skill:tasting|<b>Tasting</b>|true|0.5")
	b.isContent()
}

// TestCompareNamesThatAreFormulas takes away names that a spreadsheet would reckon
// with, and one that has such a sign elsewhere.
func TestCompareNamesThatAreFormulas(t *testing.T) {
	nodes := "kind,name,slug\ntool,=1+1,equal\ntool,+1+1,plus\ntool,-1+1,minus\ntool,@SUM(1),at\ntool,C++ = @-,inner\n"
	links := "relation,from,to,weight\nuses_tool,Accountant,=1+1,\nuses_tool,Accountant,+1+1,\nuses_tool,Accountant,-1+1,\nuses_tool,Accountant,@SUM(1),\nuses_tool,Accountant,C++ = @-,\n"
	data := filepath.Join(t.TempDir(), "own.db")
	succeeds(t, "--data", data, "import", "files", folderOf(t, map[string]string{"nodes.csv": nodes, "links.csv": links}), "--name", "acme")
	b := explorer(t, started(t, "--data", data).address, "/profile?know=tool:plus&role=accountant")
	saved := b.downloads()
	b.until(`document.querySelector(".gap .fit")`)
	b.takeAway("what is missing and what is known")
	got := map[string]string{}
	for _, record := range saved("rolegraph-gap-accountant.csv") {
		got[record[1]] = record[2]
	}
	want := map[string]string{"id": "name", "tool:equal": "'=1+1", "tool:plus": "'+1+1", "tool:minus": "'-1+1", "tool:at": "'@SUM(1)", "tool:inner": "C++ = @-"}
	if !maps.Equal(got, want) {
		t.Errorf("the names are %q, want %q", got, want)
	}
	b.isContent()
}

// TestCompareLongLists shows a page of them at once, more on request, and takes
// all of it away.
func TestCompareLongLists(t *testing.T) {
	b := explorer(t, started(t, "--data", bakery(t)).address, "/compare?roles=juggler,clown")
	saved := b.downloads()
	shown := `document.querySelectorAll("section[aria-labelledby=tool] .side tbody tr").length`
	b.until(shown + ` === 20`)
	b.wants("both", eval[[]string](b, `[...document.querySelectorAll("section[aria-labelledby=tool] h4")].map(title => title.innerText)`),
		[]string{"Both 250", "Only Juggler 0", "Only Clown 0"})
	for _, want := range []int{70, 120, 170, 220, 250} {
		b.click(`section[aria-labelledby=tool] .more button`)
		b.until(fmt.Sprintf(`%s === %d`, shown, want))
	}
	b.until(`document.querySelector(".more button") === null`)

	// What both have ends with a page: there is no more of it, but of what one has alone.
	b.open("/compare?roles=mime,juggler")
	b.until(shown + ` === 40`)
	b.wants("buttons", eval[[]string](b, `[...document.querySelectorAll(".more button")].map(button => button.textContent)`), []string{"Show more tools of Juggler alone"})
	b.click(`.more button`)
	b.until(shown + ` === 90`)

	b.open("/compare?roles=baker,clown,juggler")
	b.until(`document.querySelectorAll(".matrix tbody tr").length === 50`)
	b.click(`.more button`)
	b.until(`document.querySelectorAll(".matrix tbody tr").length === 100`)
	b.takeAway("what they have")
	records := saved("rolegraph-comparison-baker-vs-clown-vs-juggler.csv")
	if len(records) != 1+250+3 {
		t.Fatalf("there are %d records", len(records))
	}
	for i := range 250 {
		id, name := fmt.Sprintf("tool:ball-%03d", i), fmt.Sprintf("Ball %03d", i)
		if want := []string{"TOOL", id, name, "2", "false", "", "true", "", "true", ""}; !slices.Equal(records[1+i], want) {
			t.Fatalf("record %d is %q, want %q", 1+i, records[1+i], want)
		}
	}
	b.isContent()
}

// TestProfile goes from what somebody knows to what is missing for a role, and to
// the roles that it fits best. No link of the seed is measured, so each counts the
// same: the one role asks for 22 things but industries, the other for 26.
func TestProfile(t *testing.T) {
	b := explorer(t, started(t).address, "/role/machine-learning-software-engineer")
	saved := b.downloads()
	b.click(`//a[.="What do I lack for it?"]`)
	b.at("/profile", "What I know")
	b.until(`location.search === "?role=machine-learning-software-engineer" && document.title === "What I know and Machine Learning Software Engineer · rolegraph"`)
	b.pick("pyth")
	b.pick("dock")
	b.pick("git")
	b.until(`location.search === "?role=machine-learning-software-engineer&know=language:python,tool:docker,tool:git"
		|| location.search === "?know=language:python,tool:docker,tool:git&role=machine-learning-software-engineer"`)
	b.until(`document.querySelector(".fit strong")?.innerText === "0.14" && document.querySelectorAll(".matches tbody tr").length === 2`)
	for kind, want := range map[string][]string{
		"gap-skill":    {"Missing 5: Computer science, Data structures, Machine learning algorithms, Programming, Software engineering", "Known 0: "},
		"gap-tool":     {"Missing 9: Ansible, AWS, Google Cloud, Jenkins, Keras, Kubernetes, Microsoft Azure, PyTorch, TensorFlow", "Known 2: Docker, Git"},
		"gap-language": {"Missing 2: C++, Java", "Known 1: Python"},
		"gap-degree":   {"Missing 3: Computer Science, Mathematics, Statistics", "Known 0: "},
	} {
		b.wants(kind, eval[[]string](b, fmt.Sprintf(sides, kind)), want)
	}
	b.wants("best roles", b.rows(".matches"), []string{"Machine Learning Software Engineer|0.14|3|19", "Data Science Engineer|0.04|1|25"})
	b.picture("profile")
	b.takeAway("the roles that it fits")
	b.records("best roles", saved("rolegraph-best-roles.csv"), "id|name|fit|known|missing",
		"role:machine-learning-software-engineer|Machine Learning Software Engineer|0.136364|3|19", "role:data-science-engineer|Data Science Engineer|0.038462|1|25")

	// Of languages alone, one of three is known of either role.
	for _, kind := range []string{"Skills", "Tools", "Degrees"} {
		b.click(fmt.Sprintf(`//label[.=%s]`, asJSON(kind)))
	}
	b.until(`document.querySelector(".fit strong")?.innerText === "0.33" && document.querySelectorAll(".one-kind").length === 1`)
	b.takeAway("what is missing and what is known")
	b.records("the gap", saved("rolegraph-gap-machine-learning-software-engineer.csv"), "kind|id|name|known|weight",
		"LANGUAGE|language:cpp|C++|false|", "LANGUAGE|language:java|Java|false|", "LANGUAGE|language:python|Python|true|")
	b.until(`document.querySelectorAll(".matches tbody tr").length === 2`)
	b.wants("best roles by languages", b.rows(".matches"), []string{"Data Science Engineer|0.33|1|2", "Machine Learning Software Engineer|0.33|1|2"})

	// Another of the roles, and back.
	b.click(`//table[contains(@class, "matches")]//a[.="Data Science Engineer"]`)
	b.shows("h2", "What is missing for Data Science Engineer")
	b.until(fmt.Sprintf(sides, "gap-language") + `.join() === "Missing 2: R, SQL,Known 1: Python"`)
	b.do(chromedp.NavigateBack())
	b.shows("h2", "What is missing for Machine Learning Software Engineer")
	// Without the role, its gap goes; without a profile, there is something to begin with.
	b.click(`button[aria-label="Remove Machine Learning Software Engineer"]`)
	b.until(`document.querySelector(".gap") === null && document.querySelector(".matches")`)
	for _, known := range []string{"Python", "Docker", "Git"} {
		b.click(fmt.Sprintf(`button[aria-label="Remove %s"]`, known))
	}
	b.shows("h2", "Begin with something that you know")
	b.click(`//button[.="+ Python"]`)
	b.until(`location.search.includes("know=language:python") && document.querySelectorAll(".matches tbody tr").length === 2`)
	b.isContent()
}

func TestCompareByKeyboardAlone(t *testing.T) {
	b := explorer(t, started(t).address, "/compare")
	b.at("/compare", "Compare roles")
	b.tabTo(picker)
	b.keys("data science eng")
	b.until(suggestions + `.length > 0`)
	b.keys(kb.ArrowDown + kb.Enter)
	b.until(`location.search === "?roles=data-science-engineer"`)
	// The focus is still there.
	b.keys("machine learning")
	b.until(suggestions + `.length > 0`)
	b.keys(kb.Enter)
	b.until(fmt.Sprintf(`location.pathname + location.search === %s`, asJSON(article)))
	b.until(`document.querySelectorAll(".one-kind").length === 5`)
	b.tabTo(`input[type="checkbox"]`)
	b.keys(" ")
	b.until(`location.search.endsWith("&without=skill") && document.querySelectorAll(".one-kind").length === 4`)
	b.tabTo(`button[aria-label="Remove Data Science Engineer"]`)
	b.keys(kb.Enter)
	b.until(`location.search === "?roles=machine-learning-software-engineer&without=skill" || location.search === "?without=skill&roles=machine-learning-software-engineer"`)
	b.until(`document.activeElement.getAttribute("aria-label") === "Remove Machine Learning Software Engineer"`)
	b.keys(kb.Enter)
	b.until(fmt.Sprintf(`location.search === "?without=skill" && document.activeElement.matches(%s)`, asJSON(picker)))
	b.isContent()
}

// TestCompareWrongAddresses says what is wrong with each, and shows what can be shown.
func TestCompareWrongAddresses(t *testing.T) {
	b := openBrowser(t, started(t).address)
	for _, c := range []struct {
		path string
		says []string
		then string
	}{
		{"/compare?roles=", nil, `document.querySelector(".starts a")`},
		{"/compare?roles=,,", nil, `document.querySelector(".starts a")`},
		{"/compare?roles=data-scientist", []string{"No other role has anything in common with Data Scientist."}, `true`},
		{article + ",data-science-engineer", []string{"the address repeats data-science-engineer"}, `document.querySelectorAll(".one-kind").length === 5`},
		{"/compare?roles=data-science-enginer,machine-learning-software-engineer", []string{"No role has the slug data-science-enginer. Perhaps it should be Data Science Engineer."}, `document.querySelector(".starts a")`},
		{"/compare?roles=%3Cb%3E,a:b,%2F", []string{"No role has the slug <b>.", "No role has the slug a:b.", "No role has the slug /."}, `document.querySelector(".starts a")`},
		{article + ",a1,a2,a3,a4,a5,a6,a7,a8", []string{"8 roles can be compared at most; left out: a7, a8.", "No role has the slug a6."}, `document.querySelectorAll(".one-kind").length === 5`},
		{"/compare?roles=data-scientist,data-science-engineer&without=skill,tool,language,industry,degree,nothing", nil, `document.querySelectorAll(".one-kind").length === 5`},
		{"/profile?know=tool:git,tool:nothing,industry:finance,git&role=nobody", []string{
			"Nothing that a profile can hold has the id tool:nothing.", "has the id industry:finance.", "has the id git.", "No role has the slug nobody.",
		}, `document.querySelectorAll(".matches tbody tr").length === 1`},
		{"/profile?know=" + strings.Repeat("x:y,", 3) + "tool:git", []string{"Nothing that a profile can hold has the id x:y."}, `document.querySelectorAll(".matches tbody tr").length === 1`},
	} {
		b.open(c.path)
		for _, text := range c.says {
			b.shows("main", text)
		}
		b.until(c.then)
		b.until(`performance.getEntriesByType("navigation")[0].responseStatus === 200`)
	}
	b.open("/compare?roles=baker,data-science-enginer,machine-learning-software-engineer")
	b.click(`//li[contains(., "baker")]/a[.="Leave it out"]`)
	b.until(`location.search === "?roles=data-science-enginer,machine-learning-software-engineer"`)
	b.click(`//ul[@class="notices"]//a[.="Data Science Engineer"]`)
	b.until(fmt.Sprintf(`location.pathname + location.search === %s`, asJSON(article)))
	b.isContent()
}

// TestCompareSaysWhatIsWrong shows the states without an answer.
func TestCompareSaysWhatIsWrong(t *testing.T) {
	store := ofSeed(t)
	config := graph.DefaultConfig()
	config.CostLimit = 10
	b := explorer(t, serveConfigured(t, store, config), article)
	b.shows(`[role="alert"]`, "Code\nQUERY_TOO_COSTLY")
	b.open("/profile?know=language:python&role=data-science-engineer")
	b.shows(`[role="alert"]`, "Code\nQUERY_TOO_COSTLY")

	server := httptest.NewServer(http.HandlerFunc(routes(graph.NewService(store, silent, graph.DefaultConfig()), store, everything, silent).ServeHTTP))
	defer server.Close()
	b.address = server.URL
	b.open(article)
	b.until(`document.querySelectorAll(".one-kind").length === 5`)
	server.CloseClientConnections()
	server.Listener.Close()
	b.takeAway("what they have")
	b.shows(`[role="alert"]`, "Could not load what they have: The server can’t be reached.")
	b.picture("compare-out-of-reach")
	b.click(`button[aria-label="Remove Data Science Engineer"]`)
	b.shows(`[role="alert"]`, "Out of reach")
	b.do(chromedp.NavigateBack())
	b.until(`document.querySelectorAll(".one-kind").length === 5`)
}

// TestCompareWhileTheGraphChanges takes a table away, between two pages of which
// an import makes the graph another: a file that mixes both would be worth nothing.
func TestCompareWhileTheGraphChanges(t *testing.T) {
	_, joins, err := seed.Load()
	if err != nil {
		t.Fatal(err)
	}
	store, err := embedded.Open(bakery(t), joins, silent)
	if err != nil {
		t.Fatal(err)
	}
	defer store.Close(context.WithoutCancel(t.Context()))
	answers := routes(graph.NewService(store, silent, graph.DefaultConfig()), store, everything, silent)
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		body, err := io.ReadAll(r.Body)
		if err != nil {
			t.Error(err)
		}
		if strings.Contains(string(body), "query Matrix") && strings.Contains(string(body), `"first":100,"after":"`) {
			if _, err := store.Replace(r.Context(), storetest.Example()); err != nil {
				t.Error(err)
			}
		}
		r.Body = io.NopCloser(bytes.NewReader(body))
		answers.ServeHTTP(w, r)
	}))
	defer server.Close()
	b := explorer(t, server.URL, "/compare?roles=juggler,clown")
	saved := b.downloads()
	b.until(`document.querySelector(".one-kind")`)
	b.takeAway("what they have")
	b.shows(`[role="alert"]`, "The graph has changed meanwhile")
	b.picture("compare-changed")
	b.click(`[role="alert"] button`)
	if got := len(saved("rolegraph-comparison-juggler-vs-clown.csv")); got != 1+250 {
		t.Errorf("there are %d records", got)
	}
	b.isContent()
}

// TestCompareFitsAndIsAccessible in windows of all widths and rooms of all lights.
func TestCompareFitsAndIsAccessible(t *testing.T) {
	b := openBrowser(t, started(t, "--data", bakery(t)).address)
	for _, width := range []int64{360, 768, 1280} {
		b.do(chromedp.EmulateViewport(width, 800))
		for _, scheme := range []string{"light", "dark"} {
			b.prefers(scheme)
			for _, page := range []struct{ name, path, ready string }{
				{"nothing", "/compare", `document.querySelector(".starts")`},
				{"pair", article, `document.querySelectorAll(".one-kind").length === 5`},
				{"measured", "/compare?roles=baker,cook", `document.querySelectorAll(".one-kind").length === 2`},
				{"matrix", "/compare?roles=baker,brewer,cook,juggler,clown,mime,data-science-engineer,data-scientist", `document.querySelector(".matrix")`},
				{"notices", "/compare?roles=data-sientist,cook", `document.querySelector(".notices a")`},
				{"profile", "/profile?know=language:python,skill:tasting&role=cook", `document.querySelector(".fit") && document.querySelector(".matches")`},
				{"no-profile", "/profile", `document.querySelector(".chips")`},
			} {
				b.open(page.path)
				b.until(page.ready)
				if got := eval[int](b, `document.documentElement.scrollWidth`); int64(got) > width {
					t.Errorf("%s is %d wide where there is room for %d", page.path, got, width)
				}
				where := fmt.Sprintf("compare-%s-%d-%s", page.name, width, scheme)
				b.picture(where)
				if width != 768 { // where nothing is that the others have not
					b.accessible(where)
				}
			}
		}
	}
}
