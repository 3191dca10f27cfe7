package main

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"rolegraph/kg"
	"rolegraph/seed"
	"rolegraph/store/embedded"
	"rolegraph/store/neo4j"
	"rolegraph/store/neo4j/neo4jtest"
	"rolegraph/store/storetest"
)

// TestKilledImport kills imports at any moment: the data file holds the graph
// from before, or the one from after, and nothing is left beside it in the end.
func TestKilledImport(t *testing.T) {
	program := built(t)
	data := filepath.Join(t.TempDir(), "graph.db")
	folders := []string{smallONET(t, 40), smallONET(t, 5000)}
	_, joins, err := seed.Load()
	if err != nil {
		t.Fatal(err)
	}
	version := func() string {
		store, err := embedded.Open(data, joins, silent)
		if err != nil {
			t.Fatal(err)
		}
		defer store.Close(t.Context())
		index, err := store.Index(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		return index.Version
	}
	var versions []string
	var took time.Duration
	for _, folder := range folders {
		begun := time.Now()
		if output, err := exec.Command(program, "--data", data, "import", "onet", folder).CombinedOutput(); err != nil {
			t.Fatalf("%v\n%s", err, output)
		}
		took = time.Since(begun)
		versions = append(versions, version())
	}
	random := rand.New(rand.NewPCG(1, 2))
	killed, changed := 0, 0
	for i := range 50 {
		ctx, cancel := context.WithTimeout(t.Context(), time.Duration(random.Int64N(int64(took))))
		err := exec.CommandContext(ctx, program, "--data", data, "import", "onet", folders[i%2]).Run()
		cancel()
		if err != nil {
			killed++
		}
		switch version() {
		case versions[i%2]:
			changed++
		case versions[1-i%2]:
		default:
			t.Fatalf("after %d kills the file holds neither graph", killed)
		}
	}
	t.Logf("%d of 50 imports were killed, after %d the file held what they import", killed, changed)
	if killed < 10 {
		t.Error("too few imports were killed to mean much")
	}
	if version() == kg.Merge(joins).Version() {
		t.Error("the file holds nothing")
	}
	succeeds(t, "--data", data, "import", "onet", folders[0])
	if left, err := os.ReadDir(filepath.Dir(data)); err != nil || len(left) != 2 { // and its lock
		t.Errorf("beside the file are %v, %v", left, err)
	}
}

// TestKilledImportIntoADatabase kills imports at any moment: those that bring the
// database from one graph to the other, and those that write all of it after one
// that was killed. Whoever reads then gets one of the two graphs, whole, or is told
// that an import was broken off; and the next import that is left to end makes the
// graph that the embedded store makes of the same.
func TestKilledImportIntoADatabase(t *testing.T) {
	const kills = 50
	server := neo4jtest.Shared(t)
	server.Wipe(t)
	k := &killing{t: t, program: built(t), server: server}
	k.expect([]string{ownKinds(t, 0, 0.25), ownKinds(t, 10, 0.75)})
	environment(t, server)
	for _, side := range []int{0, 1, 0, 1, 0, 1} { // a database that has just begun takes longer
		k.completes(side)
	}
	server.Run(t, "MATCH (g:Graph) SET g.epoch = g.epoch + 1")
	k.broken = true
	k.completes(1)
	stop := k.watch()

	seed := rand.Uint64()
	t.Logf("the moments are random by the seed %d", seed)
	random := rand.New(rand.NewPCG(seed, seed))
	// Each part of an import is hit by as many.
	moments := random.Perm(kills)
	for i, moment := range moments {
		k.kill((float64(moment) + random.Float64()) / kills)
		if i%2 == 1 {
			k.completes(k.next)
		}
	}
	stop()
	t.Logf("of %d imports %d were killed before they began to write, %d while they wrote (%d the whole graph), %d after; %d ended earlier. The last one to end took %s, %s to write the whole graph",
		kills, k.before, k.within, k.withinWhole, k.after, kills-k.before-k.within-k.after, k.difference, k.whole)
	if k.before == 0 || k.within-k.withinWhole < 5 || k.withinWhole < 5 {
		t.Error("that is too few of one sort to mean much")
	}
}

// killing has imports into a database killed, and looks at what is left. Of
// two graphs, each is a side.
type killing struct {
	t       *testing.T
	program string
	server  *neo4jtest.Server

	folders  []string // to import, by side
	graphs   []*kg.Graph
	joins    *kg.Joins
	versions *storetest.Versions

	difference, whole time.Duration // how long the last import took that ended

	next   int  // the side that the next import brings
	broken bool // the database is half-written

	before, within, withinWhole, after int
}

// expect has the embedded store make the graphs.
func (k *killing) expect(folders []string) {
	k.t.Helper()
	facts, joins, err := seed.Load()
	if err != nil {
		k.t.Fatal(err)
	}
	k.folders, k.joins = folders, joins
	data := filepath.Join(k.t.TempDir(), "graph.db")
	for _, folder := range folders {
		succeeds(k.t, "--data", data, "import", "files", folder, "--name", "acme")
		store, err := embedded.Open(data, joins, silent, facts)
		if err != nil {
			k.t.Fatal(err)
		}
		k.graphs = append(k.graphs, k.said(store))
		store.Close(k.t.Context())
	}
	k.versions = storetest.NewVersions(k.graphs...)
}

// said is the graph of the facts that a store keeps.
func (k *killing) said(store kg.Store) *kg.Graph {
	k.t.Helper()
	facts, err := store.Facts(k.t.Context())
	for range 5 { // times a machine with much to do may take too long
		if err == nil || kg.AsError(err).Code != kg.Timeout {
			break
		}
		facts, err = store.Facts(k.t.Context())
	}
	if err != nil {
		k.t.Fatal(err)
	}
	return kg.Merge(k.joins, facts...)
}

func (k *killing) opened() *neo4j.Store {
	k.t.Helper()
	store, err := neo4j.Open(neo4j.Config{URI: k.server.URI, Username: k.server.Username, Password: k.server.Password, Log: silent}, k.joins)
	if err != nil {
		k.t.Fatal(err)
	}
	return store
}

// run has a process import a side.
func (k *killing) run(ctx context.Context, side int) error {
	output, err := exec.CommandContext(ctx, k.program, "import", "files", k.folders[side], "--name", "acme").CombinedOutput()
	if err != nil && ctx.Err() == nil {
		k.t.Fatalf("%v\n%s", err, output)
	}
	return err
}

// completes has an import of a side end.
func (k *killing) completes(side int) {
	k.t.Helper()
	begun := time.Now()
	_ = k.run(k.t.Context(), side)
	if k.broken {
		k.whole = time.Since(begun)
	} else {
		k.difference = time.Since(begun)
	}
	store := k.opened()
	defer store.Close(k.t.Context())
	version, err := k.versions.Held(k.t.Context(), store)
	for range 5 { // times a machine with much to do may take too long
		if err == nil || kg.AsError(err).Code != kg.Timeout {
			break
		}
		version, err = k.versions.Held(k.t.Context(), store)
	}
	if err != nil || version != k.graphs[side].Version() {
		k.t.Fatalf("after a whole import the database holds version %q, %v; want %s", version, err, k.graphs[side].Version())
	}
	k.next, k.broken = 1-side, false
}

// kill kills an import of the next side after a part of the time that it takes,
// and looks at what it has left.
func (k *killing) kill(part float64) {
	k.t.Helper()
	took := k.difference
	if k.broken {
		took = k.whole
	}
	ctx, cancel := context.WithTimeout(k.t.Context(), time.Duration(part*float64(took)))
	defer cancel()
	killed := k.run(ctx, k.next) != nil

	store := k.opened()
	defer store.Close(k.t.Context())
	version, refused, err := k.look(store)
	if err != nil {
		k.t.Fatal(err)
	}
	said := k.said(store).Version()
	switch {
	case refused:
		k.within++
		if k.broken {
			k.withinWhole++
		}
		k.broken = true
	case version == k.graphs[k.next].Version():
		if killed {
			k.after++
		}
		k.next, k.broken = 1-k.next, false
	case k.broken:
		k.t.Fatalf("a half-written database holds version %s again", version)
	default:
		k.before++
	}
	if !refused && said != version || said != k.graphs[0].Version() && said != k.graphs[1].Version() {
		k.t.Errorf("the facts come to version %s, the graph is of version %q", said, version)
	}
}

// look reads the whole graph, unless that is refused because it is being imported.
func (k *killing) look(store kg.Store) (version string, refused bool, err error) {
	asked := func(patience time.Duration, ask func(context.Context) error) {
		for range 10 {
			ctx, cancel := context.WithTimeout(k.t.Context(), patience)
			err = ask(ctx)
			cancel()
			patience = min(2*patience, 20*time.Second) // it may be compiling, and began anew each time
			problem, ok := errors.AsType[*kg.Error](err)
			refused = ok && problem.Code == kg.Unavailable && strings.Contains(problem.Message, "an import was broken off")
			if !ok || problem.Code != kg.Timeout { // of a machine with much to do
				return
			}
		}
	}
	asked(500*time.Millisecond, func(ctx context.Context) error { _, err := store.Execute(ctx, &kg.Plan{}); return err })
	if err == nil {
		// The database may have to plan the statements anew, for some seconds each.
		asked(20*time.Second, func(ctx context.Context) error { version, err = k.versions.Held(ctx, store); return err })
	}
	if refused {
		return "", true, nil
	}
	return version, false, err
}

// watch has a store that stays open read all the while, until it is stopped.
func (k *killing) watch() (stop func()) {
	store := k.opened()
	ctx, cancel := context.WithCancel(k.t.Context())
	ended := make(chan struct{})
	seen, refusals := map[string]int{}, 0
	go func() {
		defer close(ended)
		for ctx.Err() == nil {
			version, refused, err := k.look(store)
			switch {
			case err != nil:
				k.t.Errorf("a store that stays open: %v", err)
				return
			case refused:
				refusals++
			default:
				seen[version]++
			}
			time.Sleep(20 * time.Millisecond) // leaves the imports some of the machine
		}
	}()
	return func() {
		cancel()
		<-ended
		store.Close(k.t.Context())
		k.t.Logf("a store that stayed open read %v, and was refused %d times", seen, refusals)
		if len(seen) != len(k.graphs) || refusals == 0 {
			k.t.Error("it has not seen all that there is to see")
		}
	}
}

// ownKinds is a folder of files of one's own with twenty things of each kind,
// from the first on, and relations of each sort.
func ownKinds(t *testing.T, first int, weight float64) string {
	t.Helper()
	nodes, links := "kind,name,description\n", "relation,from,to,weight\n"
	for i := first; i < first+20; i++ {
		for _, kind := range kg.Kinds() {
			nodes += fmt.Sprintf("%s,%[1]s %d,Described for %g.\n", kind, i, weight)
		}
		for _, relation := range kg.Relations() {
			links += fmt.Sprintf("%s,%s %d,%s %d,%g\n", relation, relation.From(), i, relation.To(), first+(i+1-first)%20, weight)
		}
	}
	return folderOf(t, map[string]string{"nodes.csv": nodes, "links.csv": links})
}
