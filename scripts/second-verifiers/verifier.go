// Command verifier verifies PCR manifests and allow-lists. It was written from docs/verifier-authors.md and the pages that it
// names, and uses the standard library alone.
//
// Usage: go run verifier.go FOLDER, a folder with index.json as docs/vectors has it. It prints one line for each case that
// does not come to the expected result, then a count.
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
	"fmt"
	"io"
	"os"
	"path/filepath"
	"reflect"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode/utf16"
	"unicode/utf8"
)

const (
	types  = "https://pcr-allowlist.github.io/"
	layout = "2006-01-02T15:04:05.999Z"
	form   = "statement-format"
	later  = "not-supported"
)

var (
	zero      = strings.Repeat("0", 96)
	registers = []string{"PCR0", "PCR1", "PCR2", "PCR8"}
	bindable  = []string{"PCR0", "PCR1", "PCR2", "PCR3", "PCR8"}
	releaseID = regexp.MustCompile(`^[A-Za-z0-9][A-Za-z0-9._+-]{0,127}$`)
	moment    = regexp.MustCompile(`^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}(\.[0-9]{1,3})?Z$`)
	lone      = regexp.MustCompile(`\\u[dD][89a-fA-F]`)
)

type object = map[string]any

// refused is a refusal by its code.
type refused string

func need(condition bool, code string) {
	if !condition {
		panic(refused(code))
	}
}

// outcome is what a run comes to: a value, or the code of a refusal.
func outcome(run func() any) (value any, code string) {
	defer func() {
		if found := recover(); found != nil {
			refusal, ok := found.(refused)
			if !ok {
				panic(found)
			}
			code = string(refusal)
		}
	}()
	return run(), ""
}

// Strict JSON and base64.

func strictJSON(data []byte) any {
	need(utf8.Valid(data) && !bytes.HasPrefix(data, []byte("\xef\xbb\xbf")), form)
	// The standard library replaces half a surrogate pair; what looks like one is refused.
	need(!lone.Match(data), form)
	decoder := json.NewDecoder(bytes.NewReader(data))
	decoder.UseNumber()
	values := 0
	value := jsonValue(decoder, 0, &values)
	_, err := decoder.Token()
	need(err == io.EOF && values <= 250_000, form)
	return value
}

func jsonValue(decoder *json.Decoder, depth int, values *int) any {
	token, err := decoder.Token()
	need(err == nil, form)
	*values++
	delim, ok := token.(json.Delim)
	if !ok {
		return token
	}
	need(depth < 64, form)
	if delim == '[' {
		list := []any{}
		for decoder.More() {
			list = append(list, jsonValue(decoder, depth+1, values))
		}
		_, err = decoder.Token()
		need(err == nil, form)
		return list
	}
	need(delim == '{', form)
	members := object{}
	for decoder.More() {
		key, err := decoder.Token()
		need(err == nil, form)
		name := key.(string)
		_, twice := members[name]
		need(!twice, form)
		members[name] = jsonValue(decoder, depth+1, values)
	}
	_, err = decoder.Token()
	need(err == nil, form)
	return members
}

func strictBase64(value any) []byte {
	text := str(value)
	need(!strings.ContainsAny(text, "\r\n"), form)
	encoding := base64.StdEncoding
	if strings.ContainsAny(text, "-_") {
		encoding = base64.URLEncoding
	}
	data, err := encoding.Strict().DecodeString(text)
	need(err == nil, form)
	return data
}

// Fields.

func str(value any) string {
	text, ok := value.(string)
	need(ok, form)
	return text
}

func obj(value any) object {
	members, ok := value.(object)
	need(ok, form)
	return members
}

func arr(value any, low, high int) []any {
	list, ok := value.([]any)
	need(ok && len(list) >= low && len(list) <= high, form)
	return list
}

func text(value any) string {
	length := len(utf16.Encode([]rune(str(value))))
	need(length >= 1 && length <= 2048, form)
	return str(value)
}

func hexOf(value any, size int) string {
	data, err := hex.DecodeString(str(value))
	need(err == nil && len(data) == size && strings.ToLower(str(value)) == str(value), form)
	return str(value)
}

func pcr(value any) string {
	need(hexOf(value, 48) != zero, form)
	return str(value)
}

func whole(value any) int64 {
	number, ok := value.(json.Number)
	need(ok, form)
	found, err := strconv.ParseInt(number.String(), 10, 64)
	need(err == nil && found >= 1 && found <= 9_999_999_999, form)
	return found
}

func instant(value any) int64 {
	need(moment.MatchString(str(value)), form)
	at, err := time.Parse(layout, str(value))
	need(err == nil, form)
	return at.UnixMilli()
}

// only demands exactly these members, optional ones with a question mark.
func only(value any, names ...string) object {
	members := obj(value)
	known := map[string]bool{}
	for _, name := range names {
		bare := strings.TrimSuffix(name, "?")
		known[bare] = true
		_, there := members[bare]
		need(there || bare != name, form)
	}
	for name := range members {
		need(known[name], form)
	}
	return members
}

func has(members object, name string) bool {
	_, there := members[name]
	return there
}

// reader reads the form of a document in one version, and whether it met a reserved field.
type reader struct {
	version  int
	reserved bool
}

func (r *reader) v2(names ...string) []string {
	if r.version == 1 {
		return nil
	}
	return names
}

// without leaves reserved fields out.
func (r *reader) without(value any, names ...string) object {
	rest := object{}
	for name, member := range obj(value) {
		rest[name] = member
	}
	for _, name := range names {
		if r.version == 2 && has(rest, name) {
			r.reserved = true
			delete(rest, name)
		}
	}
	return rest
}

// otherPlatform says whether an entry is of a platform that is not judged here.
func (r *reader) otherPlatform(value any) bool {
	if r.version == 1 {
		return false
	}
	switch str(obj(value)["platform"]) {
	case "nitro-enclave":
		return false
	case "nitro-tpm", "nitro-sandbox":
		r.reserved = true
		return true
	}
	panic(refused(form))
}

// Envelopes.

type key struct {
	id     string
	public *ecdsa.PublicKey
}

func (k key) signed(data, signature []byte) bool {
	if k.public.Curve == elliptic.P256() {
		digest := sha256.Sum256(data)
		return ecdsa.VerifyASN1(k.public, digest[:], signature)
	}
	digest := sha512.Sum384(data)
	return ecdsa.VerifyASN1(k.public, digest[:], signature)
}

func openEnvelope(data []byte, keys []key, threshold int) (payloadType string, payload []byte, signers []string) {
	need(len(data) <= 16<<20, form)
	envelope := obj(strictJSON(data))
	payloadType = str(envelope["payloadType"])
	need(payloadType != "", form)
	payload = strictBase64(envelope["payload"])
	type signature struct {
		hint  string
		bytes []byte
	}
	var signatures []signature
	for _, one := range arr(envelope["signatures"], 1, 32) {
		members := obj(one)
		found := signature{bytes: strictBase64(members["sig"])}
		need(len(found.bytes) > 0, form)
		if has(members, "keyid") {
			found.hint = str(members["keyid"])
		}
		signatures = append(signatures, found)
	}
	encoding := fmt.Appendf(nil, "DSSEv1 %d %s %d ", len(payloadType), payloadType, len(payload))
	encoding = append(encoding, payload...)
	seen := map[string]bool{}
	for _, key := range keys {
		for _, one := range signatures {
			if !seen[key.id] && (one.hint == "" || one.hint == key.id) && key.signed(encoding, one.bytes) {
				seen[key.id] = true
				signers = append(signers, key.id)
			}
		}
	}
	need(len(signers) >= threshold, "signature-threshold")
	return payloadType, payload, signers
}

func statementOf(payloadType string, payload []byte, limit int) object {
	need(payloadType == "application/vnd.in-toto+json" && len(payload) <= limit, form)
	statement := obj(strictJSON(payload))
	need(statement["_type"] == "https://in-toto.io/Statement/v1", form)
	for _, one := range arr(statement["subject"], 1, 1024) {
		str(obj(one)["name"])
		digest := obj(obj(one)["digest"])
		need(len(digest) > 0, form)
		for _, value := range digest {
			data, err := hex.DecodeString(str(value))
			need(err == nil && len(data) > 0 && strings.ToLower(str(value)) == str(value), form)
		}
	}
	str(statement["predicateType"])
	obj(statement["predicate"])
	return statement
}

func versionOf(statement object, name string) int {
	number, found := strings.CutPrefix(str(statement["predicateType"]), types+name+"/v")
	version, err := strconv.Atoi(number)
	need(found && err == nil, form)
	need(version == 1 || version == 2, later)
	return version
}

// The form of a list.

func (r *reader) measurements(value any) {
	for _, one := range only(value, "PCR0", "PCR1", "PCR2", "PCR8?") {
		pcr(one)
	}
}

func envelopeForm(value any) {
	members := only(value, "payload", "payloadType", "signatures")
	str(members["payload"])
	text(members["payloadType"])
	for _, one := range arr(members["signatures"], 1, 1<<30) {
		for _, part := range only(one, "sig", "keyid?") {
			text(part)
		}
	}
}

func (r *reader) approvals(value any) {
	for _, one := range arr(value, 0, 16) {
		members := r.without(one, "run", "userId")
		names := []string{"source", "staged", "sha256", "by", "approvedAt", "expiresAt"}
		switch str(members["source"]) {
		case "key":
			names = append(names, "envelope")
			if r.version == 1 {
				names = append(names, "projection")
				hexOf(members["projection"], 32)
			}
			envelopeForm(members["envelope"])
		case "github-environment", "github-pull-request":
			names = append(names, "observed", "url")
			need(members["observed"] == true, form)
			text(members["url"])
		default:
			panic(refused(form))
		}
		only(members, names...)
		hexOf(members["staged"], 32)
		hexOf(members["sha256"], 32)
		text(members["by"])
		instant(members["approvedAt"])
		instant(members["expiresAt"])
	}
}

func bindForm(value any) {
	seen := map[string]bool{}
	for _, one := range arr(value, 0, len(bindable)) {
		need(!seen[str(one)] && slices.Contains(bindable, str(one)), form)
		seen[str(one)] = true
	}
	need(seen["PCR3"] && (seen["PCR0"] || seen["PCR8"]), form)
}

// projection says whether each key is there once, and roles where a key is attached.
func (r *reader) projection(value any) bool {
	members := r.without(value, "approval", "retireAfterSeconds", "carryOvers")
	only(members, "instanceRoles", "certificates", "keys", "staged", "approvals")
	roles := arr(members["instanceRoles"], 0, 100)
	for _, one := range roles {
		role := only(one, "arn", "PCR3")
		text(role["arn"])
		pcr(role["PCR3"])
	}
	for _, one := range arr(members["certificates"], 0, 100) {
		if r.otherPlatform(one) {
			continue
		}
		certificate := only(one, append([]string{"PCR8", "sha256", "notAfter"}, r.v2("platform")...)...)
		pcr(certificate["PCR8"])
		hexOf(certificate["sha256"], 32)
		instant(certificate["notAfter"])
	}
	seen, attached := map[string]bool{}, false
	keys := arr(members["keys"], 0, 200)
	for _, one := range keys {
		key := only(one, "key", "actions", "bind", "guard", "detached?")
		seen[text(key["key"])] = true
		for _, action := range arr(key["actions"], 1, 100) {
			text(action)
		}
		if r.version == 1 {
			bindForm(key["bind"])
		} else {
			bind := only(key["bind"], "nitro-enclave?", "nitro-tpm?", "nitro-sandbox?")
			need(len(bind) > 0, form)
			r.reserved = r.reserved || has(bind, "nitro-tpm") || has(bind, "nitro-sandbox")
			if has(bind, "nitro-enclave") {
				bindForm(bind["nitro-enclave"])
			}
		}
		if _, isBool := key["guard"].(bool); !isBool {
			need(r.version == 2, form)
			for _, action := range arr(key["guard"], 1, 100) {
				text(action)
			}
		}
		need(!has(key, "detached") || key["detached"] == true, form)
		attached = attached || !has(key, "detached")
	}
	for _, one := range arr(members["staged"], 0, 100) {
		hexOf(one, 32)
	}
	r.approvals(members["approvals"])
	return len(seen) == len(keys) && (!attached || len(roles) > 0)
}

func (r *reader) release(value any) {
	if r.otherPlatform(value) {
		return
	}
	members := r.without(value, "userData", "rebuilds")
	names := append([]string{"state", "id", "measurements", "image", "manifest", "source?", "staged", "approvals", "changes"},
		r.v2("platform", "accepted")...)
	state := str(members["state"])
	need(state == "active" || state == "retiring", form)
	if state == "retiring" {
		names = append(names, "retireAt")
		instant(members["retireAt"])
	}
	only(members, names...)
	need(releaseID.MatchString(str(members["id"])), form)
	r.measurements(members["measurements"])
	image := only(members["image"], "name", "sha256")
	text(image["name"])
	hexOf(image["sha256"], 32)
	manifest := only(members["manifest"], "path", "sha256")
	text(manifest["path"])
	hexOf(manifest["sha256"], 32)
	if has(members, "source") {
		source := only(members["source"], "observed", "repository", "commit", "ref")
		need(source["observed"] == true, form)
		text(source["repository"])
		text(source["ref"])
		hexOf(source["commit"], len(str(source["commit"]))/2)
		need(len(str(source["commit"])) == 40 || len(str(source["commit"])) == 64, form)
	}
	hexOf(members["staged"], 32)
	r.approvals(members["approvals"])
	for _, one := range arr(members["changes"], 1, 8) {
		change := only(one, "what", "version", "at")
		what := str(change["what"])
		need(what == "approved" || what == "approved-again" || what == "retired", form)
		whole(change["version"])
		instant(change["at"])
	}
	if r.version == 2 {
		instant(only(members["accepted"], "first")["first"])
	}
}

func (r *reader) removed(value any) {
	if r.otherPlatform(value) {
		return
	}
	members := r.without(value, "statement")
	names := append([]string{"id", "PCR0", "when", "staged", "why"}, r.v2("platform", "accepted?")...)
	why := str(members["why"])
	need(why == "retired" || why == "revoked", form)
	if why == "revoked" {
		names = append(names, "reason")
		text(members["reason"])
	}
	only(members, names...)
	need(releaseID.MatchString(str(members["id"])), form)
	pcr(members["PCR0"])
	instant(members["when"])
	hexOf(members["staged"], 32)
	if has(members, "accepted") {
		accepted := only(members["accepted"], "first", "last")
		instant(accepted["first"])
		instant(accepted["last"])
	}
}

func (r *reader) list(value any) {
	members := r.without(value, "oldTombstones", "revocations", "usedApprovals", "storeHead")
	names := []string{"list", "enclave", "version", "issuedAt", "expiresAt", "previous", "projection", "releases", "removed"}
	only(members, append(names, r.v2("latestExpiresAt")...)...)
	hexOf(members["list"], 16)
	text(members["enclave"])
	version := whole(members["version"])
	before := int64(0)
	if members["previous"] != nil {
		previous := only(members["previous"], "version", "sha256")
		before = whole(previous["version"])
		hexOf(previous["sha256"], 32)
	}
	coherent := r.projection(members["projection"])
	for _, one := range arr(members["releases"], 0, 1000) {
		r.release(one)
	}
	limit := 4000
	if r.version == 2 {
		limit = 5000
	}
	for _, one := range arr(members["removed"], 0, limit) {
		r.removed(one)
	}
	issued, expires := instant(members["issuedAt"]), instant(members["expiresAt"])
	latest := expires
	if r.version == 2 {
		latest = instant(members["latestExpiresAt"])
	}
	need(!r.reserved, later)
	need(coherent && issued < expires && expires <= latest && before == version-1, form)
	revoked, images, last := tombstones(members), map[string]bool{}, ""
	for _, one := range releasesOf(members) {
		id, image := one["id"].(string), imageOf(one)
		need(last == "" || last < id, form)
		need(!images[image] && !revoked[obj(one["measurements"])["PCR0"].(string)], form)
		last, images[image] = id, true
	}
}

func releasesOf(predicate object) (releases []object) {
	for _, one := range predicate["releases"].([]any) {
		releases = append(releases, one.(object))
	}
	return releases
}

func imageOf(release object) string {
	image := ""
	for _, name := range registers {
		image += fmt.Sprint(obj(release["measurements"])[name]) + "/"
	}
	return image
}

func tombstones(predicate object) map[string]bool {
	found := map[string]bool{}
	for _, one := range predicate["removed"].([]any) {
		if entry := one.(object); entry["why"] == "revoked" {
			found[entry["PCR0"].(string)] = true
		}
	}
	return found
}

func subjectsOf(predicate object) (subjects []object) {
	name := "pcr-allowlist:" + predicate["list"].(string)
	digest := sha256.Sum256([]byte(name))
	subjects = append(subjects, object{"name": name, "digest": object{"sha256": hex.EncodeToString(digest[:])}})
	for _, release := range releasesOf(predicate) {
		if release["state"] == "active" || instant(predicate["issuedAt"]) < instant(release["retireAt"]) {
			subjects = append(subjects, object{"name": release["id"], "digest": object{
				"sha256":       obj(release["image"])["sha256"],
				"awsNitroPcr0": obj(release["measurements"])["PCR0"],
			}})
		}
	}
	return subjects
}

// The verification of a list, and the questions that are asked of it.

type pinned struct {
	Keys      []string
	Threshold int
}

type trust struct {
	pinned
	List, Enclave string
	MinVersion    int64
	Approval      *pinned
}

type versionID struct {
	Version int64
	Sha256  string
}

type verifiedList struct {
	predicate object
	version   int
	id        versionID
}

func verifyList(data []byte, pins trust, remembered *versionID, now int64, keys func([]string) []key) verifiedList {
	payloadType, payload, _ := openEnvelope(data, keys(pins.Keys), pins.Threshold)
	statement := statementOf(payloadType, payload, 12_550_000)
	version := versionOf(statement, "allow-list")
	predicate := obj(statement["predicate"])
	need(predicate["list"] == pins.List, "wrong-list")
	need(pins.Enclave == "" || predicate["enclave"] == pins.Enclave, "wrong-list")
	need(version == 2 || len(payload) <= 8<<20, form)
	(&reader{version: version}).list(predicate)
	subjects := statement["subject"].([]any)
	expected := subjectsOf(predicate)
	need(len(subjects) == len(expected), form)
	for i, subject := range expected {
		found := subjects[i].(object)
		need(found["name"] == subject["name"] && reflect.DeepEqual(found["digest"], subject["digest"]), form)
	}
	need(instant(predicate["issuedAt"]) <= now+5*60*1000, "list-expired")
	digest := sha256.Sum256(payload)
	id := versionID{whole(predicate["version"]), hex.EncodeToString(digest[:])}
	need(id.Version >= pins.MinVersion, "rollback")
	if remembered != nil {
		need(id.Version >= remembered.Version, "rollback")
		need(id.Version > remembered.Version || id.Sha256 == remembered.Sha256, "rollback")
		if id.Version == remembered.Version+1 {
			need(obj(predicate["previous"])["sha256"] == remembered.Sha256, "rollback")
		}
	}
	return verifiedList{predicate, version, id}
}

// approvers are the pinned approval keys that approved a release by one envelope.
func approvers(envelope any, release object, list verifiedList, keys []key) []string {
	found, code := outcome(func() any {
		data, _ := json.Marshal(envelope)
		payloadType, payload, signers := openEnvelope(data, keys, 1)
		statement := statementOf(payloadType, payload, 12_550_000)
		version := versionOf(statement, "approval")
		need(version <= list.version, form)
		said := obj(statement["predicate"])
		need(said["list"] == list.predicate["list"] && said["enclave"] == list.predicate["enclave"], "wrong-list")
		names := []string{"list", "enclave", "staged", "release", "projection", "approvedAt", "expiresAt"}
		expected := object{"id": release["id"], "manifest": obj(release["manifest"])["sha256"]}
		if version == 1 {
			expected["PCR0"] = obj(release["measurements"])["PCR0"]
		} else {
			need(!has(said, "overrules") && !has(said, "carriesOver"), later)
			names = append(names, "kind")
			need(said["kind"] == "release", form)
			expected["platform"], expected["measurements"] = "nitro-enclave", release["measurements"]
		}
		only(said, names...)
		instant(said["approvedAt"])
		instant(said["expiresAt"])
		hexOf(said["projection"], 32)
		need(said["staged"] == release["staged"] && reflect.DeepEqual(said["release"], expected), form)
		return signers
	})
	if code != "" {
		return nil
	}
	return found.([]string)
}

func answer(list verifiedList, pcrs map[string]string, now int64, approval *pinned, keys func([]string) []key) string {
	need(now < instant(list.predicate["expiresAt"]), "list-expired")
	for _, name := range registers[:3] {
		need(pcrs[name] != "" && pcrs[name] != zero, "not-allowed")
	}
	need(!tombstones(list.predicate)[pcrs["PCR0"]], "revoked")
	orZero := func(value any) any {
		if value == nil || value == "" {
			return zero
		}
		return value
	}
	for _, release := range releasesOf(list.predicate) {
		same := true
		for _, name := range registers {
			same = same && orZero(pcrs[name]) == orZero(obj(release["measurements"])[name])
		}
		if !same {
			continue
		}
		need(release["state"] == "active" || now < instant(release["retireAt"]), "not-allowed")
		if approval != nil {
			by := map[string]bool{}
			for _, one := range release["approvals"].([]any) {
				if evidence := one.(object); evidence["source"] == "key" {
					for _, signer := range approvers(evidence["envelope"], release, list, keys(approval.Keys)) {
						by[signer] = true
					}
				}
			}
			need(len(by) >= approval.Threshold, "approval-missing")
		}
		return release["id"].(string)
	}
	panic(refused("not-allowed"))
}

// Manifests.

func verifyManifest(data []byte, pins pinned, keys func([]string) []key) map[string]string {
	payloadType, payload, _ := openEnvelope(data, keys(pins.Keys), pins.Threshold)
	statement := statementOf(payloadType, payload, 16<<20)
	r := &reader{version: versionOf(statement, "pcr-manifest")}
	predicate := obj(statement["predicate"])
	need(!r.otherPlatform(predicate), later)
	r.without(predicate, "givenBy", "userData", "provenance", "attachments")
	subjects := arr(statement["subject"], 1, 1)
	digest := obj(subjects[0].(object)["digest"])
	hexOf(digest["sha256"], 32)
	measurements := obj(predicate["measurements"])
	str(measurements["HashAlgorithm"])
	found := map[string]string{}
	for i, name := range registers {
		if i < 3 || has(measurements, name) {
			found[name] = pcr(measurements[name])
		}
	}
	measured := str(predicate["measured"])
	need(measured == "here" || measured == "given", form)
	need(has(predicate, "eif") == (measured == "here"), form)
	instant(predicate["measuredAt"])
	need(!r.reserved, later)
	need(digest["awsNitroPcr0"] == found["PCR0"], form)
	return found
}

// The vectors.

type question struct {
	Why, At string
	Pcrs    map[string]string
	Answer  struct {
		Accepted      bool
		Release, Code string
	}
}

type listCase struct {
	File, At, Code       string
	Trust                trust
	Remembered, Verified *versionID
	Questions            []question
}

type manifestCase struct {
	File, Code   string
	Trust        pinned
	Measurements map[string]string
}

func main() {
	folder := os.Args[1]
	read := func(name string) []byte {
		data, err := os.ReadFile(filepath.Join(folder, name))
		if err != nil {
			panic(err)
		}
		return data
	}
	keys := func(names []string) (found []key) {
		for _, name := range names {
			block, _ := pem.Decode(read("keys/" + name + ".pub.pem"))
			public, err := x509.ParsePKIXPublicKey(block.Bytes)
			if err != nil {
				panic(err)
			}
			digest := sha256.Sum256(block.Bytes)
			id := base64.StdEncoding.EncodeToString(digest[:])
			found = append(found, key{id, public.(*ecdsa.PublicKey)})
		}
		return found
	}
	var index struct {
		Lists     []listCase
		Manifests []manifestCase
	}
	if err := json.Unmarshal(read("index.json"), &index); err != nil {
		panic(err)
	}
	cases, wrong := 0, 0
	compare := func(what string, isRight bool, found ...any) {
		cases++
		if !isRight {
			wrong++
			fmt.Println(what+": found", fmt.Sprint(found...))
		}
	}
	for _, one := range index.Lists {
		found, code := outcome(func() any {
			return verifyList(read(one.File), one.Trust, one.Remembered, instant(one.At), keys)
		})
		list, _ := found.(verifiedList)
		if code == "" {
			compare(one.File, one.Verified != nil && *one.Verified == list.id, list.id)
		} else {
			compare(one.File, code == one.Code, code)
		}
		for _, asked := range one.Questions {
			release, code := outcome(func() any {
				return answer(list, asked.Pcrs, instant(asked.At), one.Trust.Approval, keys)
			})
			isRight := code == asked.Answer.Code && (code != "" || release == asked.Answer.Release)
			compare(one.File+": "+asked.Why, isRight, release, code)
		}
	}
	for _, one := range index.Manifests {
		found, code := outcome(func() any { return verifyManifest(read(one.File), one.Trust, keys) })
		isRight := code == one.Code && (code != "" || reflect.DeepEqual(found, one.Measurements))
		compare(one.File, isRight, found, code)
	}
	fmt.Printf("%d of %d results are as the index says\n", cases-wrong, cases)
	if wrong > 0 {
		os.Exit(1)
	}
}
