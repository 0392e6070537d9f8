import type { Expectations } from './expectations.js';
import { type Finding } from './finding.js';
import type { VerifiedEvidence } from './verify.js';
/**
 * What the expectations find in evidence, the allow-list aside. In order: freshness, judged again at `now`, so that
 * evidence that was kept since it was verified does not stay fresh; the nonce; public key and user data; the instance;
 * registers 16 to 31, each that is expected. The expectations are those that `requireExpectations` let pass.
 */
export declare function evidenceFindings(evidence: VerifiedEvidence, expectations: Expectations): readonly Finding[];
