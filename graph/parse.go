package graph

import (
	"math"
	"strconv"

	"github.com/vektah/gqlparser/v2/ast"
	"github.com/vektah/gqlparser/v2/gqlerror"
	"github.com/vektah/gqlparser/v2/parser"
	"github.com/vektah/gqlparser/v2/validator"
	"github.com/vektah/gqlparser/v2/validator/core"
	"github.com/vektah/gqlparser/v2/validator/rules"

	"rolegraph/kg"
)

// The codes of errors that are found before there is an operation to plan.
const (
	parseFailed      kg.ErrorCode = "GRAPHQL_PARSE_FAILED"
	validationFailed kg.ErrorCode = "GRAPHQL_VALIDATION_FAILED"
)

const intRange = "an Int must be from -2147483648 to 2147483647"

// parse reads a document that is within the limits.
func (s *Service) parse(text string) (*ast.QueryDocument, gqlerror.List) {
	source := &ast.Source{Input: text}
	if refusal := s.config.Limits.tooManyTokens(source); refusal != nil {
		return nil, gqlerror.List{refusal}
	}
	document, err := parser.ParseQuery(source)
	if err != nil {
		return nil, withCode(gqlerror.List{gqlerror.WrapIfUnwrapped(err)}, parseFailed)
	}
	if len(document.Operations) == 0 {
		return nil, withCode(gqlerror.List{gqlerror.Errorf("the document has no operation")}, parseFailed)
	}
	if refusal := s.config.Limits.check(document, s.config.Introspection); refusal != nil {
		return nil, gqlerror.List{refusal}
	}
	return document, nil
}

// validate checks a document against the schema. To suggest a name is to compare what
// was written with all names of the schema, letter by letter: it is done where there is
// something wrong, in a document that is short.
func (s *Service) validate(document *ast.QueryDocument, length int) gqlerror.List {
	problems := validator.ValidateWithRules(s.schema.Schema(), document, checks(false))
	if len(problems) > 0 && s.config.Suggestions && length <= heavyBytes {
		problems = validator.ValidateWithRules(s.schema.Schema(), document, checks(true))
	}
	return withCode(problems, validationFailed)
}

// checks are what a document must pass.
func checks(suggesting bool) *rules.Rules {
	checks := rules.NewDefaultRules()
	checks.AddRule("NumbersInRange", numbersInRange)
	if !suggesting {
		for loud, quiet := range map[string]core.Rule{
			rules.FieldsOnCorrectTypeRule.Name: rules.FieldsOnCorrectTypeRuleWithoutSuggestions,
			rules.KnownArgumentNamesRule.Name:  rules.KnownArgumentNamesRuleWithoutSuggestions,
			rules.KnownTypeNamesRule.Name:      rules.KnownTypeNamesRuleWithoutSuggestions,
			rules.ScalarLeafsRule.Name:         rules.ScalarLeafsRuleWithoutSuggestions,
			rules.ValuesOfCorrectTypeRule.Name: rules.ValuesOfCorrectTypeRuleWithoutSuggestions,
		} {
			checks.ReplaceRule(loud, quiet.RuleFunc)
		}
	}
	return checks
}

// numbersInRange is the validation of literals that gqlparser lacks: an Int is
// a 32-bit number.
func numbersInRange(observers *core.Events, addError core.AddErrFunc) {
	observers.OnValue(func(_ *core.Walker, value *ast.Value) {
		if value.Kind != ast.IntValue || value.Definition == nil || value.Definition.Name != "Int" {
			return
		}
		// What has more than 64 bits gqlparser refuses.
		if number, err := strconv.ParseInt(value.Raw, 10, 64); err == nil && (number < math.MinInt32 || number > math.MaxInt32) {
			addError(core.Message(intRange), core.At(value.Position))
		}
	})
}

// choose finds the operation to execute.
func choose(document *ast.QueryDocument, name string) (*ast.OperationDefinition, *gqlerror.Error) {
	if name == "" && len(document.Operations) > 1 {
		return nil, coded(validationFailed, "the document has %d operations: `operationName` must say which to execute", len(document.Operations))
	}
	operation := document.Operations.ForName(name)
	if operation == nil {
		return nil, coded(validationFailed, "the document has no operation of the name that `operationName` gives")
	}
	return operation, nil
}

func coded(code kg.ErrorCode, format string, args ...any) *gqlerror.Error {
	err := gqlerror.Errorf(format, args...)
	err.Extensions = map[string]any{"code": string(code)}
	return err
}

// withCode makes the problems that are told of those that the parser or the
// validation found.
func withCode(problems gqlerror.List, code kg.ErrorCode) gqlerror.List {
	problems = problems[:min(len(problems), maxProblems)]
	for _, problem := range problems {
		problem.Extensions = map[string]any{"code": string(code)}
		problem.Rule = ""
		problem.Message = cut(problem.Message, 300) // it may say again what the user wrote
	}
	return problems
}
