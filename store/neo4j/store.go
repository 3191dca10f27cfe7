// Package neo4j is a store that holds the graph in a Neo4j database.
package neo4j

import (
	"cmp"
	"context"
	"fmt"
	"log/slog"
	"sync/atomic"
	"time"

	"github.com/neo4j/neo4j-go-driver/v5/neo4j"
	"github.com/neo4j/neo4j-go-driver/v5/neo4j/config"

	"rolegraph/kg"
)

// Config says which database.
type Config struct {
	// URI is bolt://, neo4j:// or either with +s for TLS.
	URI string
	// Username is empty where the database asks for no credentials.
	Username, Password string
	// Database is empty for the user's default one.
	Database string
	// PoolSize is how many connections there are at most; 0 is DefaultPoolSize.
	PoolSize int
	// NewStatements is how many statements that the database has not planned before
	// it is given at a time; 0 is DefaultNewStatements.
	NewStatements int
	// Initial are facts of sources that the first import into an empty database
	// brings with it.
	Initial []*kg.Facts
	// Log is told what is tried again.
	Log *slog.Logger
	// Wrote, if there is one, is told of each transaction of an import, and of how
	// many in all.
	Wrote func(done, of int)
	// Watch, if there is one, is told of each statement that is sent to read.
	Watch Watch
}

// Store answers plans from a Neo4j database, each by one statement; but see Execute.
type Store struct {
	driver   neo4j.DriverWithContext
	database string
	poolSize int
	joins    *kg.Joins
	initial  []*kg.Facts
	log      *slog.Logger
	wrote    func(done, of int)
	watch    Watch // or nil
	// empty is the version of a database that nothing was imported into.
	empty string

	index   atomic.Pointer[kg.Index] // the last one loaded, or nil
	seen    atomic.Pointer[string]   // the last version that an answer had
	loading chan struct{}            // holds one while an index is loaded
	// planning bounds what plans cost the database.
	planning *planning
	// statements counts what was sent to read, for tests.
	statements atomic.Int64
}

var _ kg.Store = (*Store)(nil)

// The driver's own defaults let a request wait for most of a minute.
const (
	connectTime = 3 * time.Second
	acquireTime = 4 * time.Second
)

// DefaultPoolSize is how many connections a store has at most unless Config says
// otherwise: many times what the processors of a database need to be busy.
const DefaultPoolSize = 50

// Open makes a store of a database, which need not be reachable yet. It fails
// for a URI that is not one of a database.
func Open(c Config, joins *kg.Joins) (*Store, error) {
	auth := neo4j.NoAuth()
	if c.Username != "" {
		auth = neo4j.BasicAuth(c.Username, c.Password, "")
	}
	poolSize := cmp.Or(c.PoolSize, DefaultPoolSize)
	driver, err := neo4j.NewDriverWithContext(c.URI, auth, func(d *config.Config) {
		d.SocketConnectTimeout = connectTime
		d.ConnectionAcquisitionTimeout = acquireTime
		d.MaxConnectionPoolSize = poolSize
		d.MaxTransactionRetryTime = 10 * time.Second // of imports; reading has its own
		d.TelemetryDisabled = true
		d.UserAgent = "rolegraph"
		// One record an operation: there is nothing to fetch piecewise.
		d.FetchSize = neo4j.FetchAll
	})
	if err != nil {
		return nil, fmt.Errorf("%q is not the URI of a Neo4j database, such as neo4j://127.0.0.1:7687: %w", c.URI, err)
	}
	return &Store{
		driver: driver, database: c.Database, poolSize: poolSize, joins: joins, initial: c.Initial, log: c.Log, wrote: c.Wrote, watch: c.Watch,
		empty: kg.Merge(joins).Version(), loading: make(chan struct{}, 1),
		planning: newPlanning(cmp.Or(c.NewStatements, DefaultNewStatements)),
	}, nil
}

// Connect reports why the database can't be used: Unavailable if it is not
// reached, which may pass, and another error if it refuses the credentials, is
// too old, has no database of the name, or holds a graph that another version of
// this package has written, which an import writes anew.
func (s *Store) Connect(ctx context.Context) error {
	if err := s.reach(ctx); err != nil {
		return err
	}
	record, err := s.read(ctx, "OPTIONAL MATCH (graph:Graph) RETURN graph IS NULL OR graph.format = $format", map[string]any{"format": format})
	if err != nil {
		return err
	}
	if current, _ := record.Values[0].(bool); !current {
		return kg.Errorf(kg.Internal, "the database was filled by another version of rolegraph; rolegraph --store neo4j import seed writes it anew, with all that was imported")
	}
	return nil
}

// format is that of what an import writes; it changes with that.
const format = 2

// reach reports why the database can't be asked.
func (s *Store) reach(ctx context.Context) error {
	limited, cancel := context.WithTimeout(ctx, connectTime+acquireTime)
	defer cancel()
	err := s.connect(limited)
	if limited.Err() != nil && ctx.Err() == nil {
		return kg.Errorf(kg.Unavailable, "the database does not answer; try again").Because(err)
	}
	return err
}

func (s *Store) connect(ctx context.Context) (err error) {
	defer asError(&err)
	server, err := s.driver.GetServerInfo(ctx)
	if err != nil {
		return problem(ctx, err)
	}
	if agent := server.Agent(); tooOld(agent) {
		return kg.Errorf(kg.Internal, "the database is %s; rolegraph needs Neo4j/%d.%d or later", agent, leastMajor, leastMinor)
	}
	_, err = s.read(ctx, opening+"\n"+closing, nil)
	return err
}

// The statements are written in the Cypher of this version.
const leastMajor, leastMinor = 5, 26

// tooOld reports whether a server's name, such as Neo4j/5.26.30 or
// Neo4j/2026.08.0, has a version that the statements are not for. Of a name of
// another form nothing is known.
func tooOld(agent string) bool {
	var major, minor int
	if _, err := fmt.Sscanf(agent, "Neo4j/%d.%d", &major, &minor); err != nil {
		return false
	}
	return major < leastMajor || major == leastMajor && minor < leastMinor
}

// Close ends the store's connections.
func (s *Store) Close(ctx context.Context) error { return s.driver.Close(ctx) }
