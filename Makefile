# make test, make demo, make lock, and what `sam build` calls for the function: make build-ApproverFunction ARTIFACTS_DIR=folder

# The function is built for the architecture that it will be deployed to: the Architecture in samconfig.local.toml, where the answers
# to `sam deploy --guided` are kept, or else in samconfig.toml. make ARCHITECTURE=arm64, or x86_64, overrides it.
samconfig = $(or $(wildcard samconfig.*.toml),samconfig.toml)
ARCHITECTURE ?= $(sort $(shell grep -hv '^ *\#' $(samconfig) | grep -oE 'Architecture=[\\"]*[A-Za-z0-9_]+' | sed 's/.*[="]//'))

rid-x86_64 = linux-x64
rid-arm64 = linux-arm64
triple-x86_64 = x86_64-linux-gnu
triple-arm64 = aarch64-linux-gnu
debian-x86_64 = amd64
debian-arm64 = arm64
rid = $(rid-$(ARCHITECTURE))
triple = $(triple-$(ARCHITECTURE))
cross-packages = clang lld llvm gcc-$(subst _,-,$(triple)) libc6-dev-$(debian-$(ARCHITECTURE))-cross

machine = $(patsubst aarch64,arm64,$(shell uname -m))
cross = $(if $(filter $(machine),$(ARCHITECTURE)),,-p:LinkerFlavor=lld -p:ObjCopyName=llvm-objcopy)
objdump = $(if $(cross),llvm-objdump,objdump)

.PHONY: build-ApproverFunction check-toolchain demo lock test

test:
	dotnet test

demo:
	dotnet run --project src/AcmApprover.Cli -- demo

# Brings every lock file up to date: the projects', and that of each program for each platform that it is published for.
lock:
	dotnet restore --force-evaluate
	for file in src/*/packages.*.*.json; do \
	  rid=$${file#*/packages.}; dotnet restore --force-evaluate $${file%/*} -r $${rid%.lock.json} || exit; done

build-ApproverFunction: check-toolchain
	@test -n '$(ARTIFACTS_DIR)' || { echo 'Say where to put the function: ARTIFACTS_DIR=folder' >&2; exit 1; }
	@echo 'Building the function for $(ARCHITECTURE)'
	dotnet publish src/AcmApprover.Lambda -c Release -r $(rid) $(cross) -o '$(ARTIFACTS_DIR)/.publish'
	mv '$(ARTIFACTS_DIR)/.publish/bootstrap' '$(ARTIFACTS_DIR)/bootstrap'
	rm -r '$(ARTIFACTS_DIR)/.publish'
# Amazon Linux 2023 has glibc 2.34. What was linked against a newer one may not start there.
	@if newer=$$($(objdump) -T '$(ARTIFACTS_DIR)/bootstrap' 2>/dev/null \
	    | grep -oE 'GLIBC_2\.(3[5-9]|[4-9][0-9])' | sort -u | tr '\n' ' ') && test -n "$$newer"; then \
	  echo "The function needs $$newer- Lambda has GLIBC_2.34. Build on Amazon Linux 2023, Debian 12 or Ubuntu 22.04." >&2; \
	  rm '$(ARTIFACTS_DIR)/bootstrap'; exit 1; fi

check-toolchain:
ifeq ($(rid),)
	$(error '$(ARCHITECTURE)' is not one architecture. Say x86_64 or arm64 as Architecture in $(samconfig), or make ARCHITECTURE=...)
endif
	@test "$$(uname -s)" = Linux || { \
	  echo 'The function is native code for Linux, and that is built on Linux (or in WSL, or in a Linux container).' >&2; exit 1; }
	@command -v clang >/dev/null || { \
	  echo 'clang is missing. Debian, Ubuntu: apt-get install clang zlib1g-dev. Amazon Linux, Fedora: dnf install clang zlib-devel.' >&2; \
	  exit 1; }
ifneq ($(cross),)
	@for tool in ld.lld llvm-objcopy llvm-objdump $(triple)-gcc; do command -v $$tool >/dev/null || { \
	  echo "$$tool is missing: this machine is $(machine), and the function is to be $(ARCHITECTURE)." >&2; \
	  echo 'Debian, Ubuntu: apt-get install $(cross-packages). Or build on a machine that is $(ARCHITECTURE).' >&2; \
	  exit 1; }; done
# The compiler can be there without the C library that it links for: it then names the file alone.
	@test "$$($(triple)-gcc -print-file-name=crtn.o)" != crtn.o || { \
	  echo 'The C library for $(ARCHITECTURE) is missing.' >&2; \
	  echo 'Debian, Ubuntu: apt-get install $(cross-packages). Or build on a machine that is $(ARCHITECTURE).' >&2; \
	  exit 1; }
endif
