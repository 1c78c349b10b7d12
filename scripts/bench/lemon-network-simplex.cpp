// The yardstick of `npm run bench -- match-dense`: the same transport, solved by LEMON's NetworkSimplex. Prints the median
// milliseconds of processor time of `run()` alone, and the objective. Graph building and reading are not counted.

#include <lemon/network_simplex.h>
#include <lemon/smart_graph.h>

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <string>
#include <vector>

using namespace lemon;
typedef long long Whole;

template <typename T>
static std::vector<T> take(FILE* file, size_t count) {
  std::vector<T> values(count);
  if (fread(values.data(), sizeof(T), count, file) != count) exit(1);
  return values;
}

int main(int, char** argv) {
  FILE* file = fopen(argv[1], "rb");
  if (!file) return 1;
  const std::vector<double> head = take<double>(file, 3);
  const int lines = head[0], offers = head[1];
  const size_t pairs = head[2];
  const std::vector<double> demand = take<double>(file, lines), capacity = take<double>(file, offers),
                            unfilled = take<double>(file, lines);
  const std::vector<int> start = take<int>(file, lines + 1), arcs = take<int>(file, 2 * pairs);
  fclose(file);

  SmartDigraph graph;
  graph.reserveNode(lines + offers + 1);
  graph.reserveArc(pairs + lines + offers);
  for (int node = 0; node <= lines + offers; node++) graph.addNode();
  const auto node = [&](int at) { return graph.nodeFromId(at); };
  const int root = lines + offers;
  const Whole unbounded = 1LL << 60;
  std::vector<Whole> cost, upper;
  const auto add = [&](int from, int to, Whole price, Whole most) {
    graph.addArc(node(from), node(to));
    cost.push_back(price);
    upper.push_back(most);
  };
  for (int line = 0; line < lines; line++)
    for (int at = start[line]; at < start[line + 1]; at += 2) add(line, arcs[at], arcs[at + 1], unbounded);
  for (int line = 0; line < lines; line++) add(line, root, unfilled[line], unbounded);
  for (int offer = 0; offer < offers; offer++) add(lines + offer, root, 0, capacity[offer]);

  SmartDigraph::ArcMap<Whole> costs(graph), uppers(graph);
  for (SmartDigraph::ArcIt arc(graph); arc != INVALID; ++arc) {
    costs[arc] = cost[graph.id(arc)];
    uppers[arc] = upper[graph.id(arc)];
  }
  SmartDigraph::NodeMap<Whole> supply(graph, 0);
  Whole total = 0;
  for (int line = 0; line < lines; line++) {
    supply[node(line)] = demand[line];
    total += demand[line];
  }
  supply[node(root)] = -total;

  const int runs = atoi(argv[2]);
  std::vector<double> times;
  __int128 objective = 0;
  for (int run = 0; run < runs; run++) {
    NetworkSimplex<SmartDigraph, Whole, Whole> simplex(graph);
    simplex.upperMap(uppers).costMap(costs).supplyMap(supply);
    const clock_t from = clock();
    simplex.run();
    times.push_back((clock() - from) * 1000.0 / CLOCKS_PER_SEC);
    if (run > 0) continue;
    for (SmartDigraph::ArcIt arc(graph); arc != INVALID; ++arc) objective += (__int128)simplex.flow(arc) * costs[arc];
  }
  std::sort(times.begin(), times.end());
  std::string digits;
  for (; objective > 0; objective /= 10) digits.insert(digits.begin(), '0' + (int)(objective % 10));
  printf("%.3f %s\n", times[times.size() / 2], digits.empty() ? "0" : digits.c_str());
}
