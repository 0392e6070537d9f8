// Verifier of signed allow-lists and PCR manifests, and a runner for folders of test vectors.
//
// Written from docs/verifier-authors.md and the pages that it names.
//
//	go run verifier.go FOLDER
//
// FOLDER holds an index.json as docs/vectors/README.md describes it. The runner verifies each case, prints a line for each
// result that differs from the index, and ends with "N of M results are as the index says". The exit code is 1 where one
// differs.
//
// The verifier itself (everything above "The runner") takes bytes, pins and an instant. It reads no clock and no network.
package main

import (
	"bytes"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/sha256"
	"crypto/sha512"
	"crypto/x509"
	"encoding/base64"
	"encoding/hex"
	"encoding/json"
	"encoding/pem"
	"errors"
	"fmt"
	"io"
	"maps"
	"math"
	"math/big"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode/utf16"
	"unicode/utf8"
)

const (
	// verifier-authors.md, "The envelope", rules 1, 2 and 4, and "The allow-list", rule 2.
	maxEnvelopeBytes = 16 << 20
	maxSignatures    = 8
	maxLevels        = 64
	maxKeys          = 32
	maxValues        = 100_000
	maxListValues    = 250_000
	maxSubjects      = 1024
	maxDigests       = 32
	maxListBytes     = 12_550_000
	maxListBytesV1   = 8 << 20

	// verifier-authors.md, "The allow-list", rule 5.
	maxAhead = 5 * time.Minute

	payloadType   = "application/vnd.in-toto+json"
	statementType = "https://in-toto.io/Statement/v1"
	typePrefix    = "https://pcr-allowlist.github.io/"
	enclave       = "nitro-enclave"

	maxVersion     = 9_999_999_999
	maxSafeInteger = 1<<53 - 1
	unlimited      = math.MaxInt
)

var (
	zeros             = strings.Repeat("0", 96)
	reservedPlatforms = []string{"nitro-tpm", "nitro-sandbox"}
	enclaveRegisters  = []string{"PCR0", "PCR1", "PCR2"}
)

// Refusal is an error with a code of docs/errors.md.
type Refusal struct {
	Code    string
	Message string
}

func (r *Refusal) Error() string { return r.Code + ": " + r.Message }

func refuse(code, format string, arguments ...any) error {
	return &Refusal{Code: code, Message: fmt.Sprintf(format, arguments...)}
}

// malformed refuses an envelope, statement, manifest or allow-list that is not of its form (errors.md).
func malformed(format string, arguments ...any) error {
	return refuse("statement-format", format, arguments...)
}

// ---------------------------------------------------------------------------------------------------------------------
// Strict JSON

// parser reads one strict JSON text (verifier-authors.md, "The envelope", rule 1). It refuses a member that is there twice
// (compared after unescaping), anything after the value, more than maxLevels nested objects and arrays, and a surrogate that
// stands alone. Objects become map[string]any, arrays []any, and numbers float64, as in RFC 8785.
type parser struct {
	data      []byte
	at        int
	values    int
	maxValues int
}

var number = regexp.MustCompile(`^-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?`)

// parseJSON returns the value of a text with at most that many values: of every kind, names of members not counted.
func parseJSON(data []byte, maxValues int) (any, error) {
	if !utf8.Valid(data) {
		return nil, malformed("not UTF-8")
	}
	p := &parser{data: data, maxValues: maxValues}
	value, err := p.value(0)
	if err != nil {
		return nil, err
	}
	p.skipSpace()
	if p.at != len(data) {
		return nil, malformed("something follows the JSON value at %d", p.at)
	}
	return value, nil
}

func (p *parser) skipSpace() {
	for p.at < len(p.data) && strings.IndexByte(" \t\n\r", p.data[p.at]) >= 0 {
		p.at++
	}
}

func (p *parser) take(token string) bool {
	if !bytes.HasPrefix(p.data[p.at:], []byte(token)) {
		return false
	}
	p.at += len(token)
	return true
}

func (p *parser) value(level int) (any, error) {
	if p.values++; p.values > p.maxValues {
		return nil, malformed("more than %d values", p.maxValues)
	}
	p.skipSpace()
	switch {
	case p.take("{"):
		return p.object(level + 1)
	case p.take("["):
		return p.array(level + 1)
	case p.take(`"`):
		return p.text()
	case p.take("true"):
		return true, nil
	case p.take("false"):
		return false, nil
	case p.take("null"):
		return nil, nil
	}
	digits := number.Find(p.data[p.at:])
	if digits == nil {
		return nil, malformed("no JSON value at %d", p.at)
	}
	p.at += len(digits)
	result, err := strconv.ParseFloat(string(digits), 64)
	if err != nil {
		return inexact(digits), nil
	}
	exact, ok := new(big.Rat).SetString(string(digits))
	if !ok || exact.Cmp(new(big.Rat).SetFloat64(result)) != 0 {
		return inexact(digits), nil
	}
	return result, nil
}

// inexact is a number whose exact decimal value no float64 has. It passes for no number of a form ("A number counts by its exact
// decimal value").
type inexact string

func (p *parser) object(level int) (any, error) {
	if level > maxLevels {
		return nil, malformed("more than %d levels", maxLevels)
	}
	members := map[string]any{}
	if p.skipSpace(); p.take("}") {
		return members, nil
	}
	for {
		if p.skipSpace(); !p.take(`"`) {
			return nil, malformed("no name of a member at %d", p.at)
		}
		name, err := p.text()
		if err != nil {
			return nil, err
		}
		if _, twice := members[name]; twice {
			return nil, malformed("a member is there twice at %d", p.at)
		}
		if p.skipSpace(); !p.take(":") {
			return nil, malformed("no colon at %d", p.at)
		}
		if members[name], err = p.value(level); err != nil {
			return nil, err
		}
		p.skipSpace()
		if p.take("}") {
			return members, nil
		}
		if !p.take(",") {
			return nil, malformed("no comma at %d", p.at)
		}
	}
}

func (p *parser) array(level int) (any, error) {
	if level > maxLevels {
		return nil, malformed("more than %d levels", maxLevels)
	}
	items := []any{}
	if p.skipSpace(); p.take("]") {
		return items, nil
	}
	for {
		item, err := p.value(level)
		if err != nil {
			return nil, err
		}
		items = append(items, item)
		p.skipSpace()
		if p.take("]") {
			return items, nil
		}
		if !p.take(",") {
			return nil, malformed("no comma at %d", p.at)
		}
	}
}

// text reads a string whose opening quote is already taken.
func (p *parser) text() (string, error) {
	var out []byte
	for p.at < len(p.data) {
		c := p.data[p.at]
		p.at++
		switch {
		case c == '"':
			return string(out), nil
		case c < 0x20:
			return "", malformed("a control character at %d", p.at)
		case c != '\\':
			out = append(out, c)
		default:
			r, err := p.escape()
			if err != nil {
				return "", err
			}
			out = utf8.AppendRune(out, r)
		}
	}
	return "", malformed("a text that ends early")
}

func (p *parser) escape() (rune, error) {
	if p.at >= len(p.data) {
		return 0, malformed("a text that ends early")
	}
	c := p.data[p.at]
	p.at++
	switch c {
	case '"', '\\', '/':
		return rune(c), nil
	case 'b':
		return '\b', nil
	case 'f':
		return '\f', nil
	case 'n':
		return '\n', nil
	case 'r':
		return '\r', nil
	case 't':
		return '\t', nil
	case 'u':
		return p.unicodeEscape()
	}
	return 0, malformed("an unknown escape at %d", p.at)
}

func (p *parser) unicodeEscape() (rune, error) {
	r, err := p.codeUnit()
	if err != nil || !utf16.IsSurrogate(r) {
		return r, err
	}
	if !p.take(`\u`) {
		return 0, malformed("a surrogate that stands alone at %d", p.at)
	}
	low, err := p.codeUnit()
	if err != nil {
		return 0, err
	}
	if r = utf16.DecodeRune(r, low); r == utf8.RuneError {
		return 0, malformed("a surrogate that stands alone at %d", p.at)
	}
	return r, nil
}

func (p *parser) codeUnit() (rune, error) {
	if len(p.data)-p.at < 4 {
		return 0, malformed("a text that ends early")
	}
	unit, err := hex.DecodeString(string(p.data[p.at : p.at+4]))
	if err != nil {
		return 0, malformed("no four hexadecimal digits at %d", p.at)
	}
	p.at += 4
	return rune(unit[0])<<8 | rune(unit[1]), nil
}

// canonicalJSON writes RFC 8785 for values whose form was checked: numbers are whole, and names of members ASCII, so that bytes
// sort as UTF-16 code units do.
func canonicalJSON(value any) []byte {
	var out bytes.Buffer
	writeCanonical(&out, value)
	return out.Bytes()
}

func writeCanonical(out *bytes.Buffer, value any) {
	switch v := value.(type) {
	case map[string]any:
		out.WriteByte('{')
		for index, name := range slices.Sorted(maps.Keys(v)) {
			if index > 0 {
				out.WriteByte(',')
			}
			writeCanonical(out, name)
			out.WriteByte(':')
			writeCanonical(out, v[name])
		}
		out.WriteByte('}')
	case []any:
		out.WriteByte('[')
		for index, item := range v {
			if index > 0 {
				out.WriteByte(',')
			}
			writeCanonical(out, item)
		}
		out.WriteByte(']')
	case string:
		writeCanonicalText(out, v)
	case bool:
		out.WriteString(strconv.FormatBool(v))
	case float64:
		out.WriteString(strconv.FormatInt(int64(v), 10))
	case nil:
		out.WriteString("null")
	default:
		panic(fmt.Sprintf("canonicalJSON: no form for %T", value))
	}
}

func writeCanonicalText(out *bytes.Buffer, text string) {
	short := map[rune]string{'"': `\"`, '\\': `\\`, '\b': `\b`, '\f': `\f`, '\n': `\n`, '\r': `\r`, '\t': `\t`}
	out.WriteByte('"')
	for _, r := range text {
		if escaped, ok := short[r]; ok {
			out.WriteString(escaped)
		} else if r < 0x20 {
			fmt.Fprintf(out, `\u%04x`, r)
		} else {
			out.WriteRune(r)
		}
	}
	out.WriteByte('"')
}

// ---------------------------------------------------------------------------------------------------------------------
// Forms

// check returns nil or a refusal with `statement-format`. It adds each reserved field that it meets to reserved, and does not
// look at the form of that field (allow-list.md, "Parsing rules", rule 5).
type check func(value any, where string, reserved *[]string) error

// members maps names of members to their forms.
type members map[string]check

// with returns a copy with more members.
func (m members) with(more members) members {
	result := maps.Clone(m)
	maps.Copy(result, more)
	return result
}

// text checks the length in UTF-16 code units (allow-list.md, "Fields").
func text(low, high int) check {
	return func(value any, where string, _ *[]string) error {
		s, ok := value.(string)
		if !ok {
			return malformed("%s is no text", where)
		}
		length := 0
		for _, r := range s {
			length += utf16.RuneLen(r)
		}
		if length < low || length > high {
			return malformed("%s has %d UTF-16 code units", where, length)
		}
		return nil
	}
}

// pattern checks the whole text, and that it is none of the exceptions.
func pattern(expression string, exceptions ...string) check {
	compiled := regexp.MustCompile(`\A(?:` + expression + `)\z`)
	return func(value any, where string, _ *[]string) error {
		s, ok := value.(string)
		if !ok || !compiled.MatchString(s) || slices.Contains(exceptions, s) {
			return malformed("%s is not of its form", where)
		}
		return nil
	}
}

// oneOf takes texts, booleans and float64 numbers.
func oneOf(allowed ...any) check {
	return func(value any, where string, _ *[]string) error {
		switch value.(type) {
		case string, bool, float64:
			if slices.Contains(allowed, value) {
				return nil
			}
		}
		return malformed("%s is not one of %v", where, allowed)
	}
}

func integer(low, high float64) check {
	return func(value any, where string, _ *[]string) error {
		n, ok := value.(float64)
		if !ok || !(n >= low && n <= high) || n != math.Trunc(n) {
			return malformed("%s is no integer from %.0f to %.0f", where, low, high)
		}
		return nil
	}
}

func array(item check, low, high int) check {
	return func(value any, where string, reserved *[]string) error {
		items, ok := value.([]any)
		if !ok {
			return malformed("%s is no array", where)
		}
		if len(items) < low || len(items) > high {
			return malformed("%s has %d items", where, len(items))
		}
		for index, element := range items {
			if err := item(element, fmt.Sprintf("%s[%d]", where, index), reserved); err != nil {
				return err
			}
		}
		return nil
	}
}

// closed is an object without unknown fields; reservedNames may be there.
func closed(required, optional members, reservedNames ...string) check {
	return object(true, required, optional, reservedNames)
}

// open is an object whose unknown fields are ignored; reservedNames are not among them.
func open(required, optional members, reservedNames ...string) check {
	return object(false, required, optional, reservedNames)
}

func object(isClosed bool, required, optional members, reservedNames []string) check {
	return func(value any, where string, reserved *[]string) error {
		found, ok := value.(map[string]any)
		if !ok {
			return malformed("%s is no object", where)
		}
		for name := range required {
			if _, ok := found[name]; !ok {
				return malformed("%s.%s is missing", where, name)
			}
		}
		for name, member := range found {
			form := required[name]
			if form == nil {
				form = optional[name]
			}
			switch {
			case form != nil:
				if err := form(member, where+"."+name, reserved); err != nil {
					return err
				}
			case slices.Contains(reservedNames, name):
				*reserved = append(*reserved, where+"."+name)
			case isClosed:
				return malformed("%s has an unknown field", where)
			}
		}
		return nil
	}
}

// choice is an object whose member tag says which form it has. With a reserved tag the whole object is reserved.
func choice(tag string, cases members, reservedTags ...string) check {
	return func(value any, where string, reserved *[]string) error {
		found, _ := value.(map[string]any)
		chosen, ok := found[tag].(string)
		if !ok {
			return malformed("%s.%s is missing or no text", where, tag)
		}
		if slices.Contains(reservedTags, chosen) {
			*reserved = append(*reserved, where+"."+tag)
			return nil
		}
		if form := cases[chosen]; form != nil {
			return form(value, where, reserved)
		}
		return malformed("%s.%s is unknown", where, tag)
	}
}

// either takes what one of the forms takes; forms with reserved fields are not among them.
func either(forms ...check) check {
	return func(value any, where string, reserved *[]string) error {
		for _, form := range forms {
			if form(value, where, reserved) == nil {
				return nil
			}
		}
		return malformed("%s has none of its forms", where)
	}
}

func null(value any, where string, _ *[]string) error {
	if value != nil {
		return malformed("%s is not null", where)
	}
	return nil
}

func anything(any, string, *[]string) error { return nil }

// apply looks at the form first, then at the reserved fields (allow-list.md, rule 5). This verifier acts on no reserved field.
func apply(form check, value any, where string) error {
	var reserved []string
	if err := form(value, where, &reserved); err != nil {
		return err
	}
	if len(reserved) > 0 {
		slices.Sort(reserved)
		return refuse("not-supported", "reserved: %s", strings.Join(reserved[:min(len(reserved), 8)], ", "))
	}
	return nil
}

var instantForm = regexp.MustCompile(`\A[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}(?:\.[0-9]{1,3})?Z\z`)

// parseInstant reads an instant (allow-list.md, rule 4). time.Parse refuses dates that do not exist and leap seconds.
func parseInstant(value string) (time.Time, error) {
	if !instantForm.MatchString(value) {
		return time.Time{}, malformed("not an instant")
	}
	result, err := time.Parse("2006-01-02T15:04:05Z", value)
	if err != nil {
		return time.Time{}, malformed("an instant that does not exist")
	}
	return result, nil
}

func instant(value any, where string, _ *[]string) error {
	s, ok := value.(string)
	if !ok {
		return malformed("%s is no text", where)
	}
	if _, err := parseInstant(s); err != nil {
		return malformed("%s is no instant", where)
	}
	return nil
}

var (
	hex32     = pattern(`[0-9a-f]{32}`)
	hex64     = pattern(`[0-9a-f]{64}`)
	hex96     = pattern(`[0-9a-f]{96}`)
	commit    = pattern(`[0-9a-f]{40}|[0-9a-f]{64}`)
	pcr       = pattern(`[0-9a-f]{96}`, zeros)
	releaseID = pattern(`[A-Za-z0-9][A-Za-z0-9._+-]{0,127}`, "projection")
	words     = text(1, 2048)
	longWords = text(1, unlimited)
	anyText   = text(0, unlimited)
	flag      = oneOf(true, false)
	base64Key = pattern(`(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?`)

	// The registers of `nitro-enclave` (allow-list.md, "Model", table of platforms).
	required012  = members{"PCR0": pcr, "PCR1": pcr, "PCR2": pcr}
	optional8    = members{"PCR8": pcr}
	measurements = closed(required012, optional8)

	// schema/allow-list.v2.json, $defs/envelope: the envelope inside a predicate, which is closed.
	innerEnvelope = closed(members{
		"payload":     anyText,
		"payloadType": words,
		"signatures":  array(closed(members{"sig": words}, members{"keyid": words}), 1, unlimited),
	}, nil)

	// verifier-authors.md, "The envelope", rule 2: the envelope from outside, whose other fields are ignored.
	outerEnvelope = open(members{
		"payload":     anyText,
		"payloadType": longWords,
		"signatures":  array(open(members{"sig": longWords}, members{"keyid": anyText}), 1, maxSignatures),
	}, nil)

	listForms     = []check{1: listForm(1), 2: listForm(2)}
	approvalForms = []check{1: approvalStatementForm(1), 2: approvalStatementForm(2)}
	manifestForms = []check{1: manifestForm(1), 2: manifestForm(2)}
)

// userData is hexadecimal of 1 to 1,024 bytes (allow-list.md, "Fields"); a regexp of this package repeats 1,000 times at most.
func userData(value any, where string, _ *[]string) error {
	s, ok := value.(string)
	raw, err := hex.DecodeString(s)
	if !ok || err != nil || len(raw) < 1 || len(raw) > 1024 || s != strings.ToLower(s) {
		return malformed("%s is not of its form", where)
	}
	return nil
}

// bindRegisters is allow-list.md, rule 8, for an enclave: each register once; PCR0 and PCR3, or PCR3 and PCR8, among them.
func bindRegisters(value any, where string, reserved *[]string) error {
	if err := array(oneOf("PCR0", "PCR1", "PCR2", "PCR3", "PCR8"), 0, 5)(value, where, reserved); err != nil {
		return err
	}
	named := map[any]bool{}
	for _, register := range value.([]any) {
		if named[register] {
			return malformed("%s names a register twice", where)
		}
		named[register] = true
	}
	if !named["PCR3"] || !named["PCR0"] && !named["PCR8"] {
		return malformed("%s binds too little", where)
	}
	return nil
}

// nonEmpty is a form of an object that has a member at least.
func nonEmpty(form check) check {
	return func(value any, where string, reserved *[]string) error {
		if err := form(value, where, reserved); err != nil {
			return err
		}
		if found, ok := value.(map[string]any); ok && len(found) == 0 {
			return malformed("%s is empty", where)
		}
		return nil
	}
}

// policyForm is schema/allow-list.v2.json, `projection.approval.policy`: "none", or an object with one member at least.
func policyForm() check {
	count := integer(1, maxSafeInteger)
	branches := members{"branches": array(words, 1, 16)}
	publicKey := func(value any, where string, reserved *[]string) error {
		if err := words(value, where, reserved); err != nil {
			return err
		}
		return base64Key(value, where, reserved)
	}
	policy := nonEmpty(closed(nil, members{
		"keys": closed(members{
			"threshold": count,
			"keys":      array(closed(members{"name": words, "publicKey": publicKey}, nil), 1, 16),
		}, nil),
		"github": closed(nil, members{
			"repository":           words,
			"environment":          closed(members{"name": words, "reviewers": count, "preventSelfReview": flag}, branches),
			"pullRequest":          closed(members{"reviewers": count}, branches),
			"incompleteComparison": oneOf("allowed"),
		}),
	}, "rebuilders"))
	return func(value any, where string, reserved *[]string) error {
		if value == "none" {
			return nil
		}
		return policy(value, where, reserved)
	}
}

// approvalForm is allow-list.md, "Fields" (an approval) and "Format v1"; schema $defs/approvals-v1 and -v2.
func approvalForm(version int) check {
	common := members{
		"source":     anything, // choice has judged it
		"staged":     hex64,
		"sha256":     hex64,
		"by":         words,
		"approvedAt": instant,
		"expiresAt":  instant,
	}
	byKey := common.with(members{"envelope": innerEnvelope})
	onGitHub := common.with(members{"observed": oneOf(true), "url": words})
	reserved := []string{"run", "userId"}
	if version == 1 {
		byKey["projection"] = hex64
		reserved = nil
	}
	github := closed(onGitHub, nil, reserved...)
	return choice("source", members{
		"key": closed(byKey, nil), "github-environment": github, "github-pull-request": github,
	})
}

// releaseForm is allow-list.md, "Fields", `releases[]`.
func releaseForm(version int) check {
	change := closed(members{
		"what":    oneOf("approved", "approved-again", "retired"),
		"version": integer(1, maxVersion),
		"at":      instant,
	}, nil)
	required := members{
		"state":        anything, // choice has judged it
		"id":           releaseID,
		"image":        closed(members{"name": words, "sha256": hex64}, nil),
		"manifest":     closed(members{"path": words, "sha256": hex64}, nil),
		"measurements": measurements,
		"staged":       hex64,
		"approvals":    array(approvalForm(version), 0, 16),
		"changes":      array(change, 1, 8),
	}
	optional := members{
		"source": closed(members{"observed": oneOf(true), "repository": words, "commit": commit, "ref": words}, nil),
	}
	var reserved []string
	if version == 2 {
		required["platform"] = oneOf(enclave)
		required["accepted"] = closed(members{"first": instant}, nil)
		optional["userData"] = userData
		reserved = []string{"rebuilds"}
	}
	byState := choice("state", members{
		"active":   closed(required, optional, reserved...),
		"retiring": closed(required.with(members{"retireAt": instant}), optional, reserved...),
	})
	if version == 1 {
		return byState
	}
	return choice("platform", members{enclave: byState}, reservedPlatforms...)
}

// removedForm is allow-list.md, "Fields", `removed[]`.
func removedForm(version int) check {
	required := members{
		"why":    anything, // choice has judged it
		"id":     releaseID,
		"PCR0":   pcr,
		"when":   instant,
		"staged": hex64,
	}
	optional := members{}
	var reserved []string
	if version == 2 {
		required["platform"] = oneOf(enclave)
		optional["accepted"] = closed(members{"first": instant, "last": instant}, nil)
		reserved = []string{"statement"}
	}
	byReason := choice("why", members{
		"retired": closed(required, optional),
		"revoked": closed(required.with(members{"reason": words}), optional, reserved...),
	})
	if version == 1 {
		return byReason
	}
	return choice("platform", members{enclave: byReason}, reservedPlatforms...)
}

// listForm is schema/allow-list.v1.json and schema/allow-list.v2.json. The predicate is closed, what is around it is open.
func listForm(version int) check {
	count := integer(1, maxVersion)
	certificate := members{"PCR8": pcr, "sha256": hex64, "notAfter": instant}
	certificates := closed(certificate, nil)
	bind := check(bindRegisters)
	guard := flag
	removed := 4000
	if version == 2 {
		// allow-list.md, "Reserved fields": `nitro-sandbox` has no certificates.
		certificates = choice("platform", members{
			enclave: closed(certificate.with(members{"platform": anything}), nil),
		}, "nitro-tpm")
		bind = nonEmpty(closed(nil, members{enclave: bindRegisters}, reservedPlatforms...))
		guard = either(flag, array(pattern(`kms:[A-Za-z]+`), 1, 100))
		removed = 5000
	}
	key := closed(members{
		"key": words, "actions": array(words, 1, 100), "bind": bind, "guard": guard,
	}, members{"detached": oneOf(true)})
	projection := members{
		"instanceRoles": array(closed(members{"arn": words, "PCR3": pcr}, nil), 0, 100),
		"certificates":  array(certificates, 0, 100),
		"keys":          array(key, 0, 200),
		"staged":        array(hex64, 0, 100),
		"approvals":     array(approvalForm(version), 0, 16),
	}
	predicate := members{
		"list":      hex32,
		"enclave":   words,
		"version":   count,
		"issuedAt":  instant,
		"expiresAt": instant,
		"previous":  either(null, closed(members{"version": count, "sha256": hex64}, nil)),
		"releases":  array(releaseForm(version), 0, 1000),
		"removed":   array(removedForm(version), 0, removed),
	}
	var whole check
	if version == 1 {
		predicate["projection"] = closed(projection, nil)
		whole = closed(predicate, nil)
	} else {
		predicate["latestExpiresAt"] = instant
		predicate["projection"] = closed(projection, members{
			"approval":   closed(members{"policy": policyForm(), "sha256": hex64}, nil),
			"carryOvers": array(approvalForm(version), 1, 64),
		}, "retireAfterSeconds")
		whole = closed(predicate, members{
			"usedApprovals": array(hex64, 1, 4000),
		}, "oldTombstones", "revocations", "storeHead")
	}
	return open(members{
		"predicate": func(value any, where string, reserved *[]string) error {
			if err := whole(value, where, reserved); err != nil {
				return err
			}
			if (get[any](value, "previous") == nil) != (get[float64](value, "version") == 1) {
				return malformed("%s.previous is null at version 1, and nowhere else", where)
			}
			return nil
		},
	}, nil)
}

// approvalStatementForm is schema/approval.v1.json and schema/approval.v2.json.
func approvalStatementForm(version int) check {
	common := members{
		"list": hex32, "enclave": words, "staged": hex64, "projection": hex64, "approvedAt": instant, "expiresAt": instant,
	}
	var predicate check
	if version == 1 {
		predicate = closed(common, members{
			"release": closed(members{"id": releaseID, "PCR0": pcr, "manifest": hex64}, nil),
		})
	} else {
		release := choice("platform", members{enclave: closed(members{
			"id": releaseID, "platform": anything, "measurements": measurements, "manifest": hex64,
		}, members{"userData": userData})}, reservedPlatforms...)
		carried := choice("platform", members{enclave: closed(members{
			"id": releaseID, "platform": anything, "PCR0": pcr,
		}, nil)}, reservedPlatforms...)
		common = common.with(members{"kind": anything})
		predicate = choice("kind", members{
			"release":    closed(common.with(members{"release": release}), nil, "overrules"),
			"projection": closed(common, members{"carriesOver": array(carried, 1, 1000)}),
		})
	}
	// approval.md, rule 4: the subject is not used, beyond the form that every statement has.
	return open(members{"predicate": predicate}, nil)
}

// manifestForm is schema/pcr-manifest.v1.json and schema/pcr-manifest.v2.json. Every object is open (pcr-manifest.md, rule 2).
func manifestForm(version int) check {
	name := longWords
	if version == 2 {
		name = words
	}
	size := integer(0, maxSafeInteger)
	section := open(members{
		"type":        oneOf("kernel", "cmdline", "ramdisk", "signature", "metadata"),
		"offsetBytes": size,
		"sizeBytes":   size,
		"sha384":      hex96,
	}, nil)
	eif := open(members{
		"version":      oneOf(2.0, 3.0, 4.0),
		"architecture": oneOf("x86_64", "aarch64"),
		"sections":     array(section, 1, unlimited),
	}, members{
		"metadata":    open(members{"measured": oneOf(false), "content": open(nil, nil)}, nil),
		"certificate": open(members{"sha256": hex64, "notBefore": instant, "notAfter": instant}, nil),
	})
	required := members{
		"measurements": open(required012.with(members{"HashAlgorithm": anyText}), optional8),
		"measured":     oneOf("here", "given"),
		"measuredAt":   instant,
	}
	optional := members{
		"eif":    eif,
		"source": open(members{"observed": oneOf(true), "repository": name, "commit": commit, "ref": name}, nil),
		"build": open(members{
			"observed": oneOf(true), "workflow": name, "run": name, "attempt": integer(1, maxSafeInteger), "runner": name,
		}, nil),
	}
	withEIF := func(form check) check {
		return func(value any, where string, reserved *[]string) error {
			if err := form(value, where, reserved); err != nil {
				return err
			}
			if has(value, "eif") != (get[string](value, "measured") == "here") {
				return malformed("%s.eif is there exactly when the image was measured here", where)
			}
			return nil
		}
	}
	predicate := withEIF(open(required, optional))
	digest := open(members{"sha256": hex64, "awsNitroPcr0": hex96}, nil)
	if version == 2 {
		predicate = choice("platform", members{enclave: withEIF(open(
			required.with(members{"platform": anything}),
			optional.with(members{"userData": userData}),
			"givenBy", "provenance", "attachments",
		))}, reservedPlatforms...)
		digest = open(members{"sha256": hex64}, members{
			"awsNitroPcr0": hex96, "awsNitroTpmPcr4": hex96, "awsNitroSandboxPcr17": hex96,
		})
	}
	return open(members{
		"_type":         oneOf(statementType),
		"predicateType": oneOf(fmt.Sprintf("%spcr-manifest/v%d", typePrefix, version)),
		"subject":       array(open(members{"name": longWords, "digest": digest}, nil), 1, 1),
		"predicate":     predicate,
	}, nil)
}

// get returns a member of a value whose form was checked, or the zero value where it is absent.
func get[T any](value any, path ...string) T {
	for _, name := range path {
		found, _ := value.(map[string]any)
		value = found[name]
	}
	result, _ := value.(T)
	return result
}

// has says whether an object has a member.
func has(value any, name string) bool {
	found, _ := value.(map[string]any)
	_, ok := found[name]
	return ok
}

// at reads an instant of a value whose form was checked.
func at(value any, path ...string) time.Time {
	result, err := parseInstant(get[string](value, path...))
	if err != nil {
		panic("an instant whose form was not checked")
	}
	return result
}

// ---------------------------------------------------------------------------------------------------------------------
// The envelope

// Key is a pinned key. Its ID is the base64 of SHA-256 over its SubjectPublicKeyInfo in DER.
type Key struct {
	ID     string
	public *ecdsa.PublicKey
}

// ParseKey reads a public key on P-256 or P-384 from one PEM block.
func ParseKey(text []byte) (Key, error) {
	block, rest := pem.Decode(text)
	if block == nil || block.Type != "PUBLIC KEY" || len(bytes.TrimSpace(rest)) > 0 {
		return Key{}, refuse("usage", "a pinned key that is no public key in PEM")
	}
	parsed, err := x509.ParsePKIXPublicKey(block.Bytes)
	if err != nil {
		return Key{}, refuse("usage", "a pinned key that is no public key: %v", err)
	}
	public, ok := parsed.(*ecdsa.PublicKey)
	if !ok || public.Curve != elliptic.P256() && public.Curve != elliptic.P384() {
		return Key{}, refuse("usage", "a pinned key on neither P-256 nor P-384")
	}
	spki, err := x509.MarshalPKIXPublicKey(public)
	if err != nil {
		return Key{}, refuse("usage", "a pinned key that cannot be encoded: %v", err)
	}
	digest := sha256.Sum256(spki)
	return Key{ID: base64.StdEncoding.EncodeToString(digest[:]), public: public}, nil
}

func (k Key) verifies(message, signature []byte) bool {
	if k.public.Curve == elliptic.P384() {
		digest := sha512.Sum384(message)
		return ecdsa.VerifyASN1(k.public, digest[:], signature)
	}
	digest := sha256.Sum256(message)
	return ecdsa.VerifyASN1(k.public, digest[:], signature)
}

// Signers are pinned keys, each once, and how many of them must have signed.
type Signers struct {
	keys      []Key
	threshold int
}

// NewSigners takes each key once, and refuses no keys and a threshold that they cannot reach.
func NewSigners(keys []Key, threshold int) (Signers, error) {
	var distinct []Key
	for _, key := range keys {
		if !slices.ContainsFunc(distinct, func(other Key) bool { return other.ID == key.ID }) {
			distinct = append(distinct, key)
		}
	}
	if threshold < 1 || threshold > len(distinct) || len(keys) > maxKeys {
		return Signers{}, refuse("usage", "no keys are pinned, or no threshold that they can reach")
	}
	return Signers{keys: distinct, threshold: threshold}, nil
}

// keySet holds ids of pinned keys. Keys are counted, never signatures.
type keySet map[string]struct{}

type signature struct {
	keyID    string
	hasKeyID bool
	value    []byte
}

// envelope is a DSSE envelope of its form, with everything decoded (verifier-authors.md, "The envelope", rule 2).
type envelope struct {
	payloadType string
	payload     []byte
	signatures  []signature
}

// readEnvelope decodes a value whose form was checked.
func readEnvelope(value any) (*envelope, error) {
	entries := get[[]any](value, "signatures")
	if len(entries) > maxSignatures {
		return nil, malformed("too many signatures")
	}
	payload, err := decodeBase64(get[string](value, "payload"))
	if err != nil {
		return nil, err
	}
	result := &envelope{payloadType: get[string](value, "payloadType"), payload: payload}
	for _, entry := range entries {
		raw, err := decodeBase64(get[string](entry, "sig"))
		if err != nil {
			return nil, err
		}
		// An empty keyid counts as missing.
		keyID := get[string](entry, "keyid")
		result.signatures = append(result.signatures, signature{keyID, keyID != "", raw})
	}
	return result, nil
}

// decodeBase64 takes either alphabet, but one of them, with its padding and without stray bits: the text is what encoding gives
// again.
func decodeBase64(text string) ([]byte, error) {
	encoding := base64.StdEncoding
	if strings.ContainsAny(text, "-_") {
		encoding = base64.URLEncoding
	}
	decoded, err := encoding.DecodeString(text)
	if err != nil || encoding.EncodeToString(decoded) != text {
		return nil, malformed("not strict base64")
	}
	return decoded, nil
}

// signedBy returns the keys that verified (rules 3 and 4). A key is tried once: on the first signature with its key id, else on
// the first with none.
func (e *envelope) signedBy(keys []Key) keySet {
	message := fmt.Appendf(nil, "DSSEv1 %d %s %d %s", len(e.payloadType), e.payloadType, len(e.payload), e.payload)
	signed := keySet{}
	for _, key := range keys {
		index := slices.IndexFunc(e.signatures, func(one signature) bool { return one.hasKeyID && one.keyID == key.ID })
		if index < 0 {
			index = slices.IndexFunc(e.signatures, func(one signature) bool { return !one.hasKeyID })
		}
		if index >= 0 && key.verifies(message, e.signatures[index].value) {
			signed[key.ID] = struct{}{}
		}
	}
	return signed
}

// verifyEnvelope is verifier-authors.md, "The envelope".
func verifyEnvelope(data []byte, trusted Signers) (*envelope, error) {
	if len(data) > maxEnvelopeBytes {
		return nil, malformed("an envelope of more than 16 MiB")
	}
	value, err := parseJSON(data, maxValues)
	if err != nil {
		return nil, err
	}
	if err := apply(outerEnvelope, value, "envelope"); err != nil {
		return nil, err
	}
	e, err := readEnvelope(value)
	if err != nil {
		return nil, err
	}
	if trusted.threshold < 1 || len(e.signedBy(trusted.keys)) < trusted.threshold {
		return nil, refuse("signature-threshold", "too few pinned keys signed")
	}
	return e, nil
}

var formatNumber = regexp.MustCompile(`\Av[1-9][0-9]*\z`)

// statement is the value of a payload, with its format (1 or 2).
type statement struct {
	value  any
	format int
}

// statementForm is what every statement has (verifier-authors.md, "The allow-list", rule 2).
var statementForm = open(members{
	"_type":         oneOf(statementType),
	"subject":       array(open(members{"name": anyText, "digest": digestSet}, nil), 1, maxSubjects),
	"predicateType": longWords,
	"predicate":     open(nil, nil),
}, nil)

var hexPairs = pattern(`(?:[0-9a-f]{2})+`)

func digestSet(value any, where string, reserved *[]string) error {
	digests, ok := value.(map[string]any)
	if !ok || len(digests) < 1 || len(digests) > maxDigests {
		return malformed("%s is no set of 1 to %d digests", where, maxDigests)
	}
	for name, digest := range digests {
		if err := hexPairs(digest, where+"."+name, reserved); err != nil {
			return err
		}
	}
	return nil
}

// readStatement takes a statement whose predicate type is of this kind. A type of a later format is `not-supported`
// (verifier-authors.md, "The allow-list", rule 2, and "The PCR manifest", rule 2).
func readStatement(e *envelope, kind string) (*statement, error) {
	if e.payloadType != payloadType {
		return nil, malformed("another payloadType")
	}
	limit := maxValues
	if kind == "allow-list" {
		limit = maxListValues
	}
	value, err := parseJSON(e.payload, limit)
	if err != nil {
		return nil, err
	}
	if err := apply(statementForm, value, "statement"); err != nil {
		return nil, err
	}
	format, ok := strings.CutPrefix(get[string](value, "predicateType"), typePrefix+kind+"/")
	if !ok || !formatNumber.MatchString(format) {
		return nil, malformed("another predicateType")
	}
	switch format {
	case "v1":
		return &statement{value, 1}, nil
	case "v2":
		return &statement{value, 2}, nil
	}
	return nil, refuse("not-supported", "a later format")
}

// ---------------------------------------------------------------------------------------------------------------------
// The allow-list

// Remembered is the newest version that was seen, the SHA-256 of its payload, and the tombstones that were seen
// (verifier-authors.md, "The allow-list", rule 7).
type Remembered struct {
	Version int64       `json:"version"`
	SHA256  string      `json:"sha256"`
	Revoked []Tombstone `json:"revoked"`
}

// Tombstone is a revocation that was seen.
type Tombstone struct {
	PCR0   string `json:"PCR0"`
	Staged string `json:"staged"`
	When   string `json:"when"`
}

// Trust is what is pinned (verifying.md, "What you pin"). Enclave is empty and Approval nil where they are not pinned; a
// MinVersion of 0 demands nothing.
type Trust struct {
	List       string
	Signers    Signers
	Enclave    string
	MinVersion int64
	Approval   *Signers
}

// release is what is needed of a release whose form was checked. A userData that is nil demands nothing.
type release struct {
	id             string
	platform       string
	retiring       bool
	retireAt       time.Time
	measurements   map[string]string
	userData       []byte
	imageSHA256    string
	manifestSHA256 string
	staged         string
	approvals      []any
	approved       bool
	revived        bool
}

// AllowList is an allow-list that verified. It answers questions; it has no answer without an instant.
type AllowList struct {
	Version int64
	SHA256  string

	format             int
	id                 string
	enclave            string
	expiresAt          time.Time
	projection         map[string]any
	releases           []*release
	revoked            map[string]bool
	approvalsPinned    bool
	projectionApproved bool
}

// AcceptImage returns the id of the release that accepts the image with these PCRs (verifier-authors.md, "The allow-list",
// rules 8 to 13). This is what a question of the vectors without `document` asks. It says nothing about the instance that the image runs on.
func (l *AllowList) AcceptImage(pcrs map[string]string, now time.Time) (string, error) {
	found, err := l.acceptImage(pcrs, now)
	if err != nil {
		return "", err
	}
	return found.id, nil
}

// AcceptDocument returns the id of the release that accepts a verified attestation document (rules 8 to 15). A userData that
// is nil is one that the document does not have.
func (l *AllowList) AcceptDocument(pcrs map[string]string, userData []byte, now time.Time) (string, error) {
	found, err := l.acceptImage(pcrs, now)
	if err != nil {
		return "", err
	}
	// Rule 14: the projection has the approvals of rule 8, an empty one too.
	if l.approvalsPinned && !l.projectionApproved {
		return "", refuse("approval-missing", "the projection lacks approvals")
	}
	roles := get[[]any](l.projection, "instanceRoles")
	isRole := func(role any) bool { return get[string](role, "PCR3") == pcrs["PCR3"] }
	if len(roles) > 0 && !slices.ContainsFunc(roles, isRole) {
		return "", refuse("pcr-mismatch", "PCR3 is of no instance role")
	}
	if found.userData != nil && !bytes.Equal(found.userData, userData) {
		return "", refuse("user-data-mismatch", "another user_data, or none")
	}
	return found.id, nil
}

func (l *AllowList) acceptImage(pcrs map[string]string, now time.Time) (*release, error) {
	if !now.Before(l.expiresAt) {
		return nil, refuse("list-expired", "the list has expired")
	}
	for _, register := range enclaveRegisters {
		if value, ok := pcrs[register]; !ok || value == zeros {
			return nil, refuse("not-allowed", "%s is missing or zeros", register)
		}
	}
	if l.revoked[pcrs["PCR0"]] {
		return nil, refuse("revoked", "the image was revoked")
	}
	// No two releases have the same registers (allow-list.md, rule 7), so one release at most is found.
	index := slices.IndexFunc(l.releases, func(r *release) bool { return r.hasRegisters(pcrs) })
	if index < 0 || !l.releases[index].acceptedAt(now) {
		return nil, refuse("not-allowed", "no accepted release has these PCRs")
	}
	found := l.releases[index]
	if found.revived {
		return nil, refuse("revived", "the image of release %s was revoked", found.id)
	}
	if l.approvalsPinned && !found.approved {
		return nil, refuse("approval-missing", "release %s lacks approvals", found.id)
	}
	return found, nil
}

// hasRegisters is verifier-authors.md, rule 12: all registers of one release. Without PCR8 it takes none, or zeros.
func (r *release) hasRegisters(pcrs map[string]string) bool {
	for _, register := range enclaveRegisters {
		if r.measurements[register] != pcrs[register] {
			return false
		}
	}
	found, ok := pcrs["PCR8"]
	if expected, signed := r.measurements["PCR8"]; signed {
		return ok && found == expected
	}
	return !ok || found == zeros
}

// acceptedAt is verifier-authors.md, rule 13.
func (r *release) acceptedAt(now time.Time) bool {
	return !r.retiring || now.Before(r.retireAt)
}

// VerifyAllowList is verifier-authors.md, "The allow-list", rules 1 to 8. The caller remembers Version and SHA256 of what it
// returns.
func VerifyAllowList(data []byte, trust Trust, now time.Time, remembered *Remembered) (*AllowList, error) {
	e, err := verifyEnvelope(data, trust.Signers)
	if err != nil {
		return nil, err
	}
	if len(e.payload) > maxListBytes {
		return nil, malformed("a payload of more than %d bytes", maxListBytes)
	}
	s, err := readStatement(e, "allow-list")
	if err != nil {
		return nil, err
	}
	if s.format == 1 && len(e.payload) > maxListBytesV1 {
		return nil, malformed("a list in v1 that is too large")
	}

	if id, ok := get[any](s.value, "predicate", "list").(string); !ok || id != trust.List {
		return nil, refuse("wrong-list", "another list")
	}
	if trust.Enclave != "" && get[string](s.value, "predicate", "enclave") != trust.Enclave {
		return nil, refuse("wrong-list", "another enclave")
	}

	if err := apply(listForms[s.format], s.value, "statement"); err != nil {
		return nil, err
	}
	list := readList(s)
	digest := sha256.Sum256(e.payload)
	list.SHA256 = hex.EncodeToString(digest[:])
	if err := checkListRules(list, s); err != nil {
		return nil, err
	}

	if at(s.value, "predicate", "issuedAt").After(now.Add(maxAhead)) {
		return nil, refuse("list-expired", "issued ahead of the clock")
	}
	previous := get[string](s.value, "predicate", "previous", "sha256")
	if err := checkVersion(list, previous, trust.MinVersion, remembered); err != nil {
		return nil, err
	}
	if remembered != nil {
		if err := list.findRevived(remembered.Revoked, trust.Approval); err != nil {
			return nil, err
		}
	}
	if trust.Approval != nil {
		countApprovals(list, *trust.Approval)
	}
	return list, nil
}

// readList takes what is needed from a statement whose form was checked.
func readList(s *statement) *AllowList {
	predicate := get[map[string]any](s.value, "predicate")
	list := &AllowList{
		Version:    int64(get[float64](predicate, "version")),
		format:     s.format,
		id:         get[string](predicate, "list"),
		enclave:    get[string](predicate, "enclave"),
		expiresAt:  at(predicate, "expiresAt"),
		projection: get[map[string]any](predicate, "projection"),
		revoked:    map[string]bool{},
	}
	for _, value := range get[[]any](predicate, "releases") {
		one := &release{
			id:             get[string](value, "id"),
			platform:       get[string](value, "platform"),
			retiring:       get[string](value, "state") == "retiring",
			measurements:   readMeasurements(get[any](value, "measurements")),
			imageSHA256:    get[string](value, "image", "sha256"),
			manifestSHA256: get[string](value, "manifest", "sha256"),
			staged:         get[string](value, "staged"),
			approvals:      get[[]any](value, "approvals"),
		}
		if one.retiring {
			one.retireAt = at(value, "retireAt")
		}
		one.userData = readUserData(value)
		list.releases = append(list.releases, one)
	}
	for _, value := range get[[]any](predicate, "removed") {
		if get[string](value, "why") == "revoked" {
			list.revoked[get[string](value, "PCR0")] = true
		}
	}
	return list
}

func readMeasurements(value any) map[string]string {
	result := map[string]string{}
	for _, name := range []string{"PCR0", "PCR1", "PCR2", "PCR8"} {
		if has(value, name) {
			result[name] = get[string](value, name)
		}
	}
	return result
}

// readUserData returns nil where there is none; the form has refused empty ones.
func readUserData(value any) []byte {
	if !has(value, "userData") {
		return nil
	}
	raw, err := hex.DecodeString(get[string](value, "userData"))
	if err != nil {
		panic("a userData whose form was not checked")
	}
	return raw
}

// checkListRules is allow-list.md, "Parsing rules", 6 to 9.
func checkListRules(list *AllowList, s *statement) error {
	predicate := get[map[string]any](s.value, "predicate")
	issuedAt := at(predicate, "issuedAt")
	if !list.expiresAt.After(issuedAt) {
		return malformed("expiresAt is not after issuedAt")
	}
	if s.format == 2 && at(predicate, "latestExpiresAt").Before(list.expiresAt) {
		return malformed("latestExpiresAt is before expiresAt")
	}
	if previous := predicate["previous"]; previous != nil && int64(get[float64](previous, "version")) != list.Version-1 {
		return malformed("previous.version is not one lower")
	}

	images := map[[4]string]bool{}
	for index, one := range list.releases {
		// Ids are ASCII, so bytes sort as UTF-16 code units do.
		if index > 0 && list.releases[index-1].id >= one.id {
			return malformed("releases are not sorted by id, or one id is there twice")
		}
		m := one.measurements
		image := [4]string{m["PCR0"], m["PCR1"], m["PCR2"], m["PCR8"]}
		if images[image] {
			return malformed("two releases have the same registers")
		}
		images[image] = true
		if list.revoked[m["PCR0"]] {
			return malformed("a release is an image that a tombstone names")
		}
	}

	keys := map[string]bool{}
	for _, key := range get[[]any](list.projection, "keys") {
		name := get[string](key, "key")
		if keys[name] {
			return malformed("a key is there twice")
		}
		keys[name] = true
		if !has(key, "detached") && len(get[[]any](list.projection, "instanceRoles")) == 0 {
			return malformed("a key is attached, and there is no instance role")
		}
	}
	return checkSubjects(list, get[[]any](s.value, "subject"), issuedAt)
}

// checkSubjects is allow-list.md, "Parsing rules", 9.
func checkSubjects(list *AllowList, subjects []any, issuedAt time.Time) error {
	type subject struct {
		name   string
		digest map[string]any
	}
	name := "pcr-allowlist:" + list.id
	digest := sha256.Sum256([]byte(name))
	expected := []subject{{name, map[string]any{"sha256": hex.EncodeToString(digest[:])}}}
	for _, one := range list.releases {
		if one.acceptedAt(issuedAt) {
			digest := map[string]any{"sha256": one.imageSHA256, "awsNitroPcr0": one.measurements["PCR0"]}
			expected = append(expected, subject{one.id, digest})
		}
	}
	var found []subject
	for _, value := range subjects {
		found = append(found, subject{get[string](value, "name"), get[map[string]any](value, "digest")})
	}
	// Rule 9: no other digest; other fields of a subject are ignored.
	if !slices.EqualFunc(found, expected, func(a, b subject) bool {
		return a.name == b.name && maps.Equal(a.digest, b.digest)
	}) {
		return malformed("the subjects are not the list and its accepted releases")
	}
	return nil
}

// checkVersion is verifier-authors.md, "The allow-list", rule 6.
func checkVersion(list *AllowList, previous string, floor int64, remembered *Remembered) error {
	switch {
	case list.Version < floor:
		return refuse("rollback", "below the version that is demanded")
	case remembered == nil:
		return nil
	case list.Version < remembered.Version:
		return refuse("rollback", "below the version that is remembered")
	case list.Version == remembered.Version && list.SHA256 != remembered.SHA256:
		return refuse("rollback", "another payload at the version that is remembered")
	case list.Version-1 == remembered.Version && previous != remembered.SHA256:
		return refuse("rollback", "the version before is another one than is remembered")
	}
	return nil
}

// approval is a statement of approval of its form, and the pinned approval keys that signed it.
type approval struct {
	format    int
	predicate map[string]any
	signers   keySet
}

// approvesProjection says whether it is one of a projection (approval.md, "Format v1": without `kind`, where no release is
// there), and of this digest.
func (a approval) approvesProjection(digest string) bool {
	return a.isOfProjection() && get[string](a.predicate, "projection") == digest
}

func (a approval) isOfProjection() bool {
	if a.format == 1 {
		return !has(a.predicate, "release")
	}
	return get[string](a.predicate, "kind") == "projection"
}

// approves is approval.md, "What a verifier counts". A statement in v1 names PCR0 alone, and does not count for a release that has
// `userData`; one in v2 names all registers, and `userData` or none.
func (a approval) approves(r *release) bool {
	if a.isOfProjection() || get[string](a.predicate, "staged") != r.staged {
		return false
	}
	named := get[map[string]any](a.predicate, "release")
	if get[string](named, "id") != r.id || get[string](named, "manifest") != r.manifestSHA256 {
		return false
	}
	if a.format == 1 {
		return get[string](named, "PCR0") == r.measurements["PCR0"] && r.userData == nil
	}
	return get[string](named, "platform") == r.platform &&
		maps.Equal(readMeasurements(named["measurements"]), r.measurements) &&
		bytes.Equal(readUserData(named), r.userData)
}

// carriesOver is allow-list.md, "The approval policy": by id, platform and the register that names the image.
func (a approval) carriesOver(r *release) bool {
	return a.isOfProjection() && slices.ContainsFunc(get[[]any](a.predicate, "carriesOver"), func(named any) bool {
		return get[string](named, "id") == r.id && get[string](named, "platform") == r.platform &&
			get[string](named, "PCR0") == r.measurements["PCR0"]
	})
}

// countApprovals is verifier-authors.md, "The allow-list", rule 8; approval.md, "What a verifier counts".
func countApprovals(list *AllowList, trusted Signers) {
	list.approvalsPinned = true
	enough := func(approvals []approval, counts func(approval) bool) bool {
		signers := keySet{}
		for _, one := range approvals {
			if counts(one) {
				maps.Copy(signers, one.signers)
			}
		}
		return trusted.threshold > 0 && len(signers) >= trusted.threshold
	}

	digestV1, hasDigestV1 := projectionDigestV1(list)
	digest := projectionDigest(list.projection)
	list.projectionApproved = enough(list.readApprovals(get[[]any](list.projection, "approvals"), trusted), func(a approval) bool {
		if a.format == 1 {
			return hasDigestV1 && a.approvesProjection(digestV1)
		}
		return a.approvesProjection(digest)
	})

	certificates := map[string]bool{}
	for _, certificate := range get[[]any](list.projection, "certificates") {
		certificates[get[string](certificate, "PCR8")] = true
	}
	isImageBound := !slices.ContainsFunc(attachedKeys(list.projection), func(key any) bool {
		bind := get[any](key, "bind")
		if list.format == 2 {
			bind = get[any](bind, enclave)
		}
		registers, _ := bind.([]any)
		return !slices.Contains(registers, any("PCR0"))
	})
	carryOvers := list.readApprovals(get[[]any](list.projection, "carryOvers"), trusted)
	for _, one := range list.releases {
		one.approved = enough(list.readApprovals(one.approvals, trusted), func(a approval) bool { return a.approves(one) })
		// approval.md, "What a verifier counts": the projection of a signed release is approved, and has its certificate or binds the
		// image in each attached key.
		signedBy, signed := one.measurements["PCR8"]
		if !one.approved && (!signed || list.projectionApproved && (isImageBound || certificates[signedBy])) {
			one.approved = enough(carryOvers, func(a approval) bool { return a.carriesOver(one) })
		}
	}
}

// findRevived marks the releases whose image is remembered as revoked and is not back (verifier-authors.md, "The allow-list",
// rule 13).
func (l *AllowList) findRevived(seen []Tombstone, trusted *Signers) error {
	for _, one := range l.releases {
		var last time.Time
		known, isBack := false, true
		for _, tombstone := range seen {
			if tombstone.PCR0 != one.measurements["PCR0"] {
				continue
			}
			when, err := parseInstant(tombstone.When)
			if err != nil {
				return err
			}
			if !known || when.After(last) {
				last = when
			}
			known = true
			isBack = isBack && tombstone.Staged != one.staged
		}
		if known && trusted != nil {
			signers := keySet{}
			entries := append(slices.Clone(one.approvals), get[[]any](l.projection, "carryOvers")...)
			for _, a := range l.readApprovals(entries, *trusted) {
				if at(a.predicate, "approvedAt").After(last) && (a.approves(one) || a.carriesOver(one)) {
					maps.Copy(signers, a.signers)
				}
			}
			isBack = trusted.threshold > 0 && len(signers) >= trusted.threshold
		}
		one.revived = known && !isBack
	}
	return nil
}

// readApprovals returns the statements by approval keys for this list. What is of another form, key or list counts for nothing.
func (l *AllowList) readApprovals(entries []any, trusted Signers) []approval {
	var result []approval
	for _, entry := range entries {
		if get[string](entry, "source") != "key" {
			continue
		}
		if one, err := l.readApproval(get[any](entry, "envelope"), trusted); err == nil {
			result = append(result, *one)
		}
	}
	return result
}

func (l *AllowList) readApproval(value any, trusted Signers) (*approval, error) {
	e, err := readEnvelope(value)
	if err != nil {
		return nil, err
	}
	signers := e.signedBy(trusted.keys)
	if len(signers) == 0 {
		return nil, refuse("signature-threshold", "no approval key signed")
	}
	s, err := readStatement(e, "approval")
	if err != nil {
		return nil, err
	}
	if s.format > l.format {
		return nil, refuse("approval-missing", "a statement in v2 for a list in v1")
	}
	predicate := get[map[string]any](s.value, "predicate")
	if get[string](predicate, "list") != l.id || get[string](predicate, "enclave") != l.enclave {
		return nil, refuse("wrong-list", "an approval of another list or enclave")
	}
	if err := apply(approvalForms[s.format], s.value, "approval"); err != nil {
		return nil, err
	}
	return &approval{s.format, predicate, signers}, nil
}

// attachedKeys returns the keys of a projection that are not detached.
func attachedKeys(projection map[string]any) []any {
	keys := []any{}
	for _, key := range get[[]any](projection, "keys") {
		if !has(key, "detached") {
			keys = append(keys, key)
		}
	}
	return keys
}

// projectionDigest is approval.md, "Fields", `projection`: without detached keys, and with `approval` where it has one.
func projectionDigest(projection map[string]any) string {
	content := map[string]any{
		"instanceRoles": projection["instanceRoles"],
		"certificates":  projection["certificates"],
		"keys":          attachedKeys(projection),
	}
	if has(projection, "approval") {
		content["approval"] = projection["approval"]
	}
	digest := sha256.Sum256(canonicalJSON(content))
	return hex.EncodeToString(digest[:])
}

// projectionDigestV1 is the digest of the projection in its v1 form (allow-list.md, "Format v1"), where it has such a form.
func projectionDigestV1(list *AllowList) (string, bool) {
	if list.format == 1 {
		return projectionDigest(list.projection), true
	}
	if has(list.projection, "approval") {
		return "", false
	}
	certificates := []any{}
	for _, value := range get[[]any](list.projection, "certificates") {
		certificate := maps.Clone(get[map[string]any](value))
		delete(certificate, "platform")
		certificates = append(certificates, certificate)
	}
	keys := attachedKeys(list.projection)
	for index, value := range keys {
		key := maps.Clone(get[map[string]any](value))
		if _, ok := key["guard"].(bool); !ok {
			return "", false
		}
		key["bind"] = get[any](key, "bind", enclave)
		keys[index] = key
	}
	return projectionDigest(map[string]any{
		"instanceRoles": list.projection["instanceRoles"],
		"certificates":  certificates,
		"keys":          keys,
	}), true
}

// ---------------------------------------------------------------------------------------------------------------------
// The PCR manifest

// VerifyManifest returns the registers of the image (verifier-authors.md, "The PCR manifest"; pcr-manifest.md, "Parsing
// rules").
func VerifyManifest(data []byte, trusted Signers) (map[string]string, error) {
	e, err := verifyEnvelope(data, trusted)
	if err != nil {
		return nil, err
	}
	s, err := readStatement(e, "pcr-manifest")
	if err != nil {
		return nil, err
	}
	if err := apply(manifestForms[s.format], s.value, "statement"); err != nil {
		return nil, err
	}
	predicate := get[map[string]any](s.value, "predicate")
	measured := readMeasurements(predicate["measurements"])
	subject := get[[]any](s.value, "subject")[0]
	if get[string](subject, "digest", "awsNitroPcr0") != measured["PCR0"] {
		return nil, malformed("the subject names another PCR0")
	}
	if has(predicate, "eif") {
		eif := predicate["eif"]
		isSignature := func(section any) bool { return get[string](section, "type") == "signature" }
		section := slices.ContainsFunc(get[[]any](eif, "sections"), isSignature)
		_, signed := measured["PCR8"]
		if signed != section || has(eif, "certificate") != section {
			return nil, malformed("PCR8, eif.certificate and a signature section are there together, or none of them")
		}
	}
	return measured, nil
}

// ---------------------------------------------------------------------------------------------------------------------
// The runner (docs/vectors/README.md)

type pins struct {
	List       string   `json:"list"`
	Keys       []string `json:"keys"`
	Threshold  int      `json:"threshold"`
	Enclave    string   `json:"enclave"`
	MinVersion int64    `json:"minVersion"`
	Approval   *pins    `json:"approval"`
}

type question struct {
	At       string            `json:"at"`
	PCRs     map[string]string `json:"pcrs"`
	Document bool              `json:"document"`
	UserData *string           `json:"userData"`
	Answer   struct {
		Accepted bool   `json:"accepted"`
		Release  string `json:"release"`
		Code     string `json:"code"`
	} `json:"answer"`
}

type listCase struct {
	File       string      `json:"file"`
	At         string      `json:"at"`
	Trust      pins        `json:"trust"`
	Remembered *Remembered `json:"remembered"`
	Verified   *Remembered `json:"verified"`
	Code       string      `json:"code"`
	Either     bool        `json:"either"`
	Questions  []question  `json:"questions"`
}

type manifestCase struct {
	File         string            `json:"file"`
	Trust        pins              `json:"trust"`
	Measurements map[string]string `json:"measurements"`
	Code         string            `json:"code"`
}

// runner verifies the cases of one folder and counts the results that are as the index says.
type runner struct {
	folder     string
	right, all int
}

func (r *runner) run() error {
	data, err := os.ReadFile(filepath.Join(r.folder, "index.json"))
	if err != nil {
		return err
	}
	var index struct {
		Lists     []listCase     `json:"lists"`
		Manifests []manifestCase `json:"manifests"`
	}
	if err := json.Unmarshal(data, &index); err != nil {
		return err
	}
	for _, one := range index.Lists {
		if err := r.list(one); err != nil {
			return err
		}
	}
	for _, one := range index.Manifests {
		if err := r.manifest(one); err != nil {
			return err
		}
	}
	return nil
}

func (r *runner) compare(what, got string, expected ...string) {
	r.all++
	if slices.Contains(expected, got) {
		r.right++
		return
	}
	fmt.Printf("%s: expected %s, got %s\n", what, strings.Join(expected, " or "), got)
}

func (r *runner) list(one listCase) error {
	found, err := r.verifyList(one)
	got, err := result(err, func() string { return shownVersion(found.Version, found.SHA256) })
	if err != nil {
		return fmt.Errorf("%s: %w", one.File, err)
	}
	var expected []string
	if one.Code != "" {
		expected = append(expected, one.Code)
	}
	if one.Verified != nil && (one.Code == "" || one.Either) {
		expected = append(expected, shownVersion(one.Verified.Version, one.Verified.SHA256))
	}
	r.compare(one.File, got, expected...)

	for number, q := range one.Questions {
		expected := q.Answer.Code
		if q.Answer.Accepted {
			expected = "accepted as " + q.Answer.Release
		}
		got := "no list"
		if found != nil {
			now, err := parseInstant(q.At)
			if err != nil {
				return fmt.Errorf("%s, question %d: %w", one.File, number+1, err)
			}
			release, err := q.ask(found, now)
			if got, err = result(err, func() string { return "accepted as " + release }); err != nil {
				return err
			}
		}
		r.compare(fmt.Sprintf("%s, question %d", one.File, number+1), got, expected)
	}
	return nil
}

// ask asks about a document with `document`, else about the image alone (docs/vectors/README.md).
func (q question) ask(list *AllowList, now time.Time) (string, error) {
	if !q.Document {
		return list.AcceptImage(q.PCRs, now)
	}
	var userData []byte
	if q.UserData != nil {
		decoded, err := hex.DecodeString(*q.UserData)
		if err != nil {
			return "", err
		}
		userData = decoded
	}
	return list.AcceptDocument(q.PCRs, userData, now)
}

func (r *runner) verifyList(one listCase) (*AllowList, error) {
	trust, err := r.trust(one.Trust)
	if err != nil {
		return nil, err
	}
	data, err := r.read(one.File)
	if err != nil {
		return nil, err
	}
	now, err := parseInstant(one.At)
	if err != nil {
		return nil, err
	}
	return VerifyAllowList(data, trust, now, one.Remembered)
}

func (r *runner) manifest(one manifestCase) error {
	measured, err := r.verifyManifest(one)
	got, err := result(err, func() string { return shownMeasurements(measured) })
	if err != nil {
		return fmt.Errorf("%s: %w", one.File, err)
	}
	expected := one.Code
	if expected == "" {
		expected = shownMeasurements(one.Measurements)
	}
	r.compare(one.File, got, expected)
	return nil
}

func (r *runner) verifyManifest(one manifestCase) (map[string]string, error) {
	trusted, err := r.signers(one.Trust)
	if err != nil {
		return nil, err
	}
	data, err := r.read(one.File)
	if err != nil {
		return nil, err
	}
	return VerifyManifest(data, trusted)
}

// read takes one byte more than the limit, so that the verifier sees a file that is too long.
func (r *runner) read(name string) ([]byte, error) {
	file, err := os.Open(filepath.Join(r.folder, name))
	if err != nil {
		return nil, err
	}
	defer file.Close()
	return io.ReadAll(io.LimitReader(file, maxEnvelopeBytes+1))
}

func (r *runner) signers(pinned pins) (Signers, error) {
	var keys []Key
	for _, name := range pinned.Keys {
		text, err := os.ReadFile(filepath.Join(r.folder, "keys", name+".pub.pem"))
		if err != nil {
			return Signers{}, err
		}
		key, err := ParseKey(text)
		if err != nil {
			return Signers{}, err
		}
		keys = append(keys, key)
	}
	return NewSigners(keys, pinned.Threshold)
}

func (r *runner) trust(pinned pins) (Trust, error) {
	trusted, err := r.signers(pinned)
	if err != nil {
		return Trust{}, err
	}
	trust := Trust{List: pinned.List, Signers: trusted, Enclave: pinned.Enclave, MinVersion: pinned.MinVersion}
	if pinned.Approval != nil {
		approval, err := r.signers(*pinned.Approval)
		if err != nil {
			return Trust{}, err
		}
		trust.Approval = &approval
	}
	return trust, nil
}

// result is the code of a refusal, or what a verifier that refuses nothing says. Other errors are not results.
func result(err error, accepted func() string) (string, error) {
	var refusal *Refusal
	if errors.As(err, &refusal) {
		return refusal.Code, nil
	}
	if err != nil {
		return "", err
	}
	return accepted(), nil
}

func shownVersion(version int64, digest string) string {
	return fmt.Sprintf("version %d with %s", version, digest)
}

func shownMeasurements(measured map[string]string) string {
	var parts []string
	for _, name := range slices.Sorted(maps.Keys(measured)) {
		parts = append(parts, name+" "+measured[name])
	}
	return strings.Join(parts, ", ")
}

func main() {
	if len(os.Args) != 2 {
		fmt.Fprintln(os.Stderr, "usage: verifier FOLDER")
		os.Exit(1)
	}
	r := &runner{folder: os.Args[1]}
	if err := r.run(); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	fmt.Printf("%d of %d results are as the index says\n", r.right, r.all)
	if r.right != r.all {
		os.Exit(1)
	}
}
