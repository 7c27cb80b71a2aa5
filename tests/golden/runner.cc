// One test per folder of tests/golden and per page of docs/findings.
//   test_golden                     every test
//   test_golden bless [folder …]    writes what is found as the expectation; the reviewer reads the diff
#include "tests/golden/golden.h"

#include <gtest/gtest.h>

int main(int argc, char** argv) {
    testing::InitGoogleTest(&argc, argv);
    const bool bless = argc > 1 && std::string(argv[1]) == "bless";
    if (bless && argc > 2) {
        for (int i = 2; i < argc; ++i)
            yaodian::golden::register_cases(true, argv[i]);
    } else {
        yaodian::golden::register_cases(bless, "");
        if (!bless)
            yaodian::golden::register_pages();
    }
    return RUN_ALL_TESTS();
}
