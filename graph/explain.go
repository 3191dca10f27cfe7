package graph

import (
	"context"
	"strings"
	"time"

	"rolegraph/kg"
)

// Explain is whether a response explains how it came about.
type Explain uint8

const (
	// NoExplain: it does not.
	NoExplain Explain = iota
	// ExplainAnswer: it does, beside the answer.
	ExplainAnswer
	// ExplainOnly: the operation is planned and priced, and not executed.
	ExplainOnly
)

// Explanation is how an answer came about, as `extensions.explain` shows it.
type Explanation struct {
	Cost ExplainedCost `json:"cost"`
	// Plan is a tree of lines, a line a branch of the plan.
	Plan []string `json:"plan"`
	// Touched is what answering has touched; nil if nothing was executed, or the
	// database had no time to count.
	Touched *ExplainedTouched `json:"touched,omitempty"`
	// Stages are in the order of time.
	Stages []Stage `json:"stages"`
	// Statement is what a database is sent; nil where there is no database.
	Statement *ExplainedStatement `json:"statement,omitempty"`
}

// ExplainedCost is how many nodes and links an operation may touch at most.
type ExplainedCost struct {
	Total int `json:"total"`
	Limit int `json:"limit"`
	// Fields are the parts of fields, dearest first, each without those of the
	// fields below it.
	Fields []ExplainedField `json:"fields"`
}

// ExplainedField is the part of a field.
type ExplainedField struct {
	Path string `json:"path"` // response keys with dots between them
	Cost int    `json:"cost"`
}

// ExplainedTouched is what a store counts of its work: nodes and links, or the
// hits of a database in its own count.
type ExplainedTouched struct {
	Nodes *int `json:"nodes,omitempty"`
	Links *int `json:"links,omitempty"`
	Hits  *int `json:"databaseHits,omitempty"`
}

// Stage is a part of the work, and its time.
type Stage struct {
	Name         string  `json:"name"`
	Milliseconds float64 `json:"milliseconds"`
}

// ExplainedStatement is a statement by lines, and the names of its parameters.
type ExplainedStatement struct {
	Text       []string `json:"text"`
	Parameters []string `json:"parameters"`
}

// explainer is a store that sends plans to a database as statements.
type explainer interface {
	// Explain gives the text of the statement that Execute sends for a plan, and
	// the names of its parameters, sorted.
	Explain(plan *kg.Plan) (text string, parameters []string)
	// Profile has the database execute the statement, and gives how many hits
	// it took by the database's own count.
	Profile(ctx context.Context, plan *kg.Plan) (hits int, err error)
}

// explain says what is known of an operation before it is executed.
func (s *Service) explain(planned *planner, watch *stopwatch) *Explanation {
	e := &Explanation{
		Cost: ExplainedCost{Total: planned.cost.total, Limit: s.config.CostLimit, Fields: []ExplainedField{}},
		Plan: planned.treeOf(nil), Stages: watch.stages,
	}
	for _, field := range planned.cost.fields {
		e.Cost.Fields = append(e.Cost.Fields, ExplainedField{dotted(field.path), field.cost})
	}
	if database, ok := s.store.(explainer); ok {
		text, parameters := database.Explain(&planned.plan)
		e.Statement = &ExplainedStatement{strings.Split(text, "\n"), parameters}
	}
	return e
}

// explainResult adds what is known after it was executed. What a database has
// touched is found by executing the statement once more, for which there may be
// no time left: the answer is good without.
func (s *Service) explainResult(ctx context.Context, e *Explanation, planned *planner, result *kg.Result, watch *stopwatch) {
	e.Stages = watch.stages
	if database, ok := s.store.(explainer); ok {
		hits, err := database.Profile(ctx, &planned.plan)
		watch.lap("profile")
		e.Stages = watch.stages
		if err != nil {
			s.log.Debug("the database's hits could not be counted", "error", err)
			return
		}
		e.Touched = &ExplainedTouched{Hits: &hits}
		return
	}
	e.Plan = planned.treeOf(result)
	var touched kg.Touched
	for i := range result.Branches {
		touched.Nodes += result.Branches[i].Touched.Nodes
		touched.Links += result.Branches[i].Touched.Links
	}
	e.Touched = &ExplainedTouched{Nodes: &touched.Nodes, Links: &touched.Links}
}

// stopwatch takes the times of stages.
type stopwatch struct {
	begun, last time.Time
	stages      []Stage
	room        [4]Stage // for the stages of most operations
}

func newStopwatch() *stopwatch {
	now := time.Now()
	w := &stopwatch{begun: now, last: now}
	w.stages = w.room[:0]
	return w
}

// lap ends a stage. What a stage takes at several times is added up.
func (w *stopwatch) lap(name string) {
	now := time.Now()
	took := float64(now.Sub(w.last).Microseconds()) / 1000
	w.last = now
	for i := range w.stages {
		if w.stages[i].Name == name {
			w.stages[i].Milliseconds += took
			return
		}
	}
	w.stages = append(w.stages, Stage{name, took})
}
