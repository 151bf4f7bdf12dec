# Sourced: workload B1 in any size, and the program that makes and reads it.
#   ninegrid ARGUMENTS…   the program as it was built last (build_all builds it, with the bench)
#   package CUSTOMERS     makes the package unless it is there; sets PACKAGE, its folder. $work is a folder of the script's own
#   PACKAGES=DIR          where packages are, or are made, and stay; in $work otherwise
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
last=2025-12 earlier=2025-09
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1

build_all() {
  dotnet build "$root/src/NineGrid.Web" --configuration Release -v quiet >&2
  dotnet build "$root/bench/NineGrid.Bench" --configuration Release -v quiet >&2
}
ninegrid() { (cd "$root/src/NineGrid.Web" && exec dotnet bin/Release/net10.0/NineGrid.Web.dll "$@"); }
bench() { (cd "$root" && exec dotnet bench/NineGrid.Bench/bin/Release/net10.0/NineGrid.Bench.dll "$@"); }

package() {
  mkdir -p "${PACKAGES:-$work/packages}"
  PACKAGE=$(cd "${PACKAGES:-$work/packages}" && pwd)/$1
  if [ ! -f "$PACKAGE/DONE" ]; then
    local start=$SECONDS
    ninegrid sample --customers "$1" --months 24 --seed 7 --end "$last" --out "$PACKAGE" >&2
    touch "$PACKAGE/DONE"
    echo "a package of $1 customers made in $((SECONDS - start)) s" >&2
  fi
}
