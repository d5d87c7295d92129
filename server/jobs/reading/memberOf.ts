import type { AnomalyResult } from '#shared/anomaly'
import type { JobMember } from '../../ports/jobStore'

/** The finding with the file in which it lies, in a job of several. */
export function withMember(finding: AnomalyResult, members: readonly JobMember[]): AnomalyResult {
  const member = members.findLast(each => each.lines > 0 && each.firstLine <= finding.line_number)
  return member ? { ...finding, member: member.name, member_line_number: finding.line_number - member.firstLine + 1 } : finding
}
