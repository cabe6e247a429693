/** Where the nodes of a release stand in the picture of its flow. Knows nothing of pages. */

/**
 * The places of nodes: what began after another had ended stands after it, what overlapped stands beside it. So parallel branches show, whatever made them. Where
 * the stages of a Jenkinsfile are known, two stages that overlap somewhere are parallel everywhere.
 *
 * @param {Array<{id: string, plannedAt: string, endedAt: ?string, stage: ?string}>} nodes in the order in which they were reached
 * @returns {Array<{id: string, column: number, lane: number, after: string[]}>} the places, in the same order; `after` names the nodes right before
 */
export function layout(nodes) {
  const spans = nodes.map((node) => ({
    id: node.id,
    stage: node.stage ?? '',
    from: Date.parse(node.plannedAt),
    to: node.endedAt ? Date.parse(node.endedAt) : Infinity,
  }));
  const parallel = parallelStages(spans);
  const isBefore = (one, other) => one.to <= other.from && !parallel.has(pair(one.stage, other.stage));
  const places = new Map();
  const lanes = [];
  spans.forEach((span, index) => {
    const earlier = spans.slice(0, index).filter((other) => isBefore(other, span));
    const after = earlier.filter((one) => !earlier.some((other) => other !== one && isBefore(one, other)));
    const column = after.reduce((most, one) => Math.max(most, places.get(one.id).column + 1), 0);
    const isFree = (lane) => lanes[lane] === undefined || isBefore(lanes[lane], span);
    const wanted = after.map((one) => places.get(one.id).lane).sort((one, other) => one - other);
    const lane = wanted.find(isFree) ?? firstFree(isFree);
    lanes[lane] = span;
    places.set(span.id, { id: span.id, column, lane, after: after.map((one) => one.id) });
  });
  return spans.map((span) => places.get(span.id));
}

function firstFree(isFree) {
  let lane = 0;
  while (!isFree(lane)) {
    lane++;
  }
  return lane;
}

function parallelStages(spans) {
  const found = new Set();
  spans.forEach((one, index) => spans.slice(index + 1).forEach((other) => {
    const overlap = one.from < other.to && other.from < one.to;
    if (overlap && one.stage !== '' && other.stage !== '' && one.stage !== other.stage) {
      found.add(pair(one.stage, other.stage));
    }
  }));
  return found;
}

function pair(one, other) {
  return JSON.stringify([one, other].sort());
}
